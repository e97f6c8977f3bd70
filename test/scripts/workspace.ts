import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import type { Workspace } from "../../scripts/spec/workspace.ts";

export const repository: string = resolve(import.meta.dirname, "../..");

export interface TestWorkspace extends Workspace {
  readonly printed: string[];
}

/** A checkout of its own for one test: empty, or with this repository's `openapi/` and `generated/`. */
export function workspace(content: "empty" | "copy" = "empty"): TestWorkspace {
  const root = mkdtempSync(join(tmpdir(), "orq-client-workspace-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, "openapi"));
  if (content === "copy") {
    for (const folder of ["openapi", "generated"]) {
      cpSync(join(repository, folder), join(root, folder), { recursive: true });
    }
  }
  const printed: string[] = [];
  return { root, printed, print: (line) => printed.push(line) };
}

/** Every file below a folder with its content, to compare whole trees. */
export function snapshot(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "base64")]));
}
