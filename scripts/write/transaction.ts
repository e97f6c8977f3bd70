import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { SpecError } from "../spec-error.ts";
import { assertNoLinks, assertWritable, syncFolder, writeFileDurably } from "./write-file.ts";

/** New contents by their path below the root. `undefined` removes the file. */
export type Changes = ReadonlyMap<string, string | Uint8Array | undefined>;

const staging = (root: string): string => join(root, "openapi", ".staging");
const preparing = (root: string): string => join(staging(root), "preparing");
const ready = (root: string): string => join(staging(root), "ready");

/**
 * Makes all changes or none. The new files are completed beside the tree, then one rename decides. Before it the tree
 * is unchanged. After it `recover` finishes what a kill has interrupted.
 */
export function commit(root: string, changes: Changes): void {
  for (const path of changes.keys()) assertNoLinks(root, path);
  try {
    for (const path of changes.keys()) assertWritable(root, path);
    prepare(root, changes);
  } catch (error) {
    rmSync(staging(root), { recursive: true, force: true });
    const { code, message, path = "openapi/.staging" } = error as NodeJS.ErrnoException;
    throw new SpecError(
      `nothing was changed: ${relative(root, resolve(root, path))} cannot be written (${code ?? message})`,
    );
  }
  renameSync(preparing(root), ready(root));
  syncFolder(staging(root));
  finish(root);
}

function prepare(root: string, changes: Changes): void {
  rmSync(staging(root), { recursive: true, force: true });
  mkdirSync(preparing(root), { recursive: true });
  for (const [path, content] of changes) {
    if (content !== undefined) writeFileDurably(join(preparing(root), "write", path), content);
    else writeFileDurably(join(preparing(root), "remove", path), "");
  }
}

/** Tells whether a command was killed while it was writing. */
export function isUnfinished(root: string): boolean {
  return existsSync(staging(root));
}

/** Finishes what a kill has interrupted: forward if the new files were complete, otherwise back to the old tree. */
export function recover(root: string): void {
  if (existsSync(ready(root))) {
    checkStaged(root);
    finish(root);
  } else rmSync(staging(root), { recursive: true, force: true });
}

/** Refuses a staging that no command of ours has left: one that was committed could write anywhere. */
function checkStaged(root: string): void {
  for (const kind of ["write", "remove"]) {
    for (const path of filesBelow(join(ready(root), kind))) {
      if (!/^(openapi|generated)\//.test(path)) {
        throw new SpecError(`openapi/.staging holds ${path}, which no spec command writes: delete openapi/.staging`);
      }
      assertNoLinks(root, `openapi/.staging/ready/${kind}/${path}`);
      assertNoLinks(root, path);
    }
  }
}

function finish(root: string): void {
  for (const path of filesBelow(join(ready(root), "write"))) {
    const target = join(root, path);
    try {
      replace(join(ready(root), "write", path), target);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new SpecError(
        `${path} cannot be replaced (${code}): make it possible, and run the command again to finish`,
      );
    }
  }
  for (const path of filesBelow(join(ready(root), "remove"))) remove(root, path);
  rmSync(staging(root), { recursive: true, force: true });
}

/** Moves a file into its place. Between two file systems it is copied beside its place first. */
function replace(from: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  try {
    renameSync(from, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    const copy = `${target}.new`;
    writeFileDurably(copy, readFileSync(from));
    renameSync(copy, target);
    rmSync(from);
  }
}

/** Removes a file, and the folders that are empty then: an empty folder would be taken for a pin. */
function remove(root: string, path: string): void {
  rmSync(join(root, path), { force: true });
  for (let folder = dirname(path); folder.includes("/"); folder = dirname(folder)) {
    try {
      rmdirSync(join(root, folder));
    } catch {
      return;
    }
  }
}

/** Lists every file below a folder, by its path inside the folder. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}
