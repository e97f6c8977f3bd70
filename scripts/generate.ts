import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generatedFiles } from "./spec/generated-files.ts";
import { requireLock } from "./spec/lock.ts";
import { SpecError } from "./spec/spec-error.ts";
import { generatedFolder, type Workspace } from "./spec/workspace.ts";
import { writeFileAtomic } from "./spec/write-file.ts";

/** `npm run spec:generate -- [--check]`: writes `generated/` from `openapi/`, offline; `--check` only compares. */
export async function generate(args: readonly string[], { root, print }: Workspace): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { check: { type: "boolean", default: false } } });
  const folder = generatedFolder(root);
  const files = await generatedFiles(root, requireLock(root));
  const stale = [...files].filter(([name, content]) => readIfThere(join(folder, name)) !== content);
  const surplus = filesIn(folder).filter((name) => !files.has(name));

  if (values.check) {
    const wrong = [...stale.map(([name]) => name), ...surplus];
    if (wrong.length > 0) {
      throw new SpecError(
        `${wrong.map((name) => `generated/${name}`).join(", ")} not as made from openapi/: run \`npm run spec:generate\``,
      );
    }
    print(`generated/ is up to date (${files.size} files)`);
    return;
  }
  for (const [name, content] of stale) writeFileAtomic(join(folder, name), content);
  for (const name of surplus) rmSync(join(folder, name));
  print(stale.length + surplus.length === 0 ? "generated/ is up to date" : `wrote ${stale.length} files to generated/`);
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    );
}
