import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, defineCommand } from "../command.ts";
import { commandText } from "../command-text.ts";
import { requireLock } from "../pin/lockfile.ts";
import { SpecError } from "../spec-error.ts";
import type { Workspace } from "../workspace.ts";
import { generatedFiles } from "../write/generated-files.ts";
import { asOnlyWriter } from "../write/only-writer.ts";
import { commit, filesBelow } from "../write/transaction.ts";

export const generate: Command = defineCommand({
  name: "generate",
  about: "Writes generated/ from the pins in openapi/, offline: the same pins give the same bytes.",
  arguments: [],
  options: { check: { help: "writes nothing, and fails where a file is not up to date" } },
  examples: [
    ["", "writes what is not up to date, and deletes what no pin has"],
    ["--check", "for CI: fails if nobody ran generate"],
  ],
  exitCodes: { 0: "generated/ is up to date", 1: "an error, or with --check a file that is not up to date" },
  run: async ({ check: compareOnly }, workspace) => {
    await (compareOnly ? check(workspace) : asOnlyWriter(workspace.root, () => write(workspace)));
    return 0;
  },
});

async function check({ root, print }: Workspace): Promise<void> {
  const stale = await staleFiles(root);
  if (stale.size > 0) {
    const names = [...stale.keys()].sort().join(", ");
    throw new SpecError(`${names}: not up to date with openapi/; run \`${commandText("generate")}\``);
  }
  print("generated/ is up to date");
}

async function write({ root, print }: Workspace): Promise<void> {
  const stale = await staleFiles(root);
  if (stale.size > 0) commit(root, stale);
  print(stale.size === 0 ? "generated/ is up to date" : `wrote ${[...stale.keys()].sort().join(", ")}`);
}

/** Returns what must change below `generated/` to match `openapi/`. `undefined` stands for a file to delete. */
export async function staleFiles(root: string): Promise<Map<string, string | undefined>> {
  const files = await generatedFiles(root, requireLock(root));
  const stale = new Map<string, string | undefined>();
  for (const [path, content] of files) if (readIfPresent(join(root, path)) !== content) stale.set(path, content);
  for (const path of filesBelow(join(root, "generated")).map((name) => `generated/${name}`)) {
    if (!files.has(path)) stale.set(path, undefined);
  }
  return stale;
}

function readIfPresent(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
