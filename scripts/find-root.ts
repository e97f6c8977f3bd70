import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { lockFile } from "./workspace.ts";

/**
 * Returns the folder whose pins are meant where nobody named one: the nearest folder upward that has pins, else the
 * package that the caller's folder belongs to, else that folder.
 */
export function findRoot(callerFolder: string): string {
  const folders = withParents(callerFolder);
  return (
    folders.find((folder) => existsSync(lockFile(folder))) ??
    folders.find((folder) => existsSync(join(folder, "package.json"))) ??
    callerFolder
  );
}

/** Returns a folder and all above it, the nearest first. */
export function withParents(folder: string): string[] {
  const folders = [folder];
  for (let parent = dirname(folder); parent !== folders.at(-1); parent = dirname(parent)) folders.push(parent);
  return folders;
}
