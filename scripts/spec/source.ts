import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { SpecError } from "./spec-error.ts";

/** One file as it came, before anything is read into it. */
export interface SourceFile {
  /** For messages and for the lock: the path inside the repository where there is one. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Reads a spec file, a docs page, or a folder of docs pages (`*.md`, by name). */
export function readSource(from: string, root: string): SourceFile[] {
  const path = resolve(root, from);
  if (!existsSync(path)) throw new SpecError(`--from ${from}: no such file or folder`);
  if (statSync(path).isFile()) return [readOne(path, root)];
  const pages = readdirSync(path, { withFileTypes: true }).filter(isPage);
  if (pages.length === 0) throw new SpecError(`--from ${from}: no *.md page in this folder`);
  return pages.map((entry) => readOne(join(path, entry.name), root)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isPage(entry: Dirent): boolean {
  return entry.isFile() && entry.name.endsWith(".md") && entry.name !== "README.md";
}

function readOne(path: string, root: string): SourceFile {
  const inside = relative(root, path).replaceAll("\\", "/");
  return { name: inside.startsWith("..") ? basename(path) : inside, bytes: readFileSync(path) };
}
