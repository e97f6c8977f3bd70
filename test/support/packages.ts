import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const repository = resolve(import.meta.dirname, "../..");

/** The folders in which Node looks for the packages that a file in this folder imports, and which are there. */
export function moduleFolders(folder: string = repository): string[] {
  const folders = createRequire(join(folder, "package.json")).resolve.paths("any-package") ?? [];
  return folders.filter((each) => each.endsWith("node_modules") && existsSync(each));
}

/**
 * The folder of an installed package, found as Node finds it: in a workspace it may stand in a folder above the
 * repository's, or behind a link.
 */
export function packageFolder(name: string, importedFrom?: string): string {
  const found = moduleFolders(importedFrom)
    .map((modules) => join(modules, name))
    .find((folder) => existsSync(join(folder, "package.json")));
  if (found === undefined) throw new Error(`the package ${name} is not installed`);
  return realpathSync(found);
}
