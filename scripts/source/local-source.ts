import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { SpecError } from "../spec-error.ts";
import type { Workspace } from "../workspace.ts";
import { maxSpecBytes, tooLarge } from "./decode-text.ts";
import { isIndex, linksOf } from "./index-links.ts";
import type { Source, SourceFile } from "./source-file.ts";

/** The folder where a path of the user starts, and the root of the repository. */
export type SourceFolders = Pick<Workspace, "root" | "callerFolder">;

/** Reads from the disk: a spec file (plain or gzip), a docs page, an index of pages, or a folder of `*.md` pages. */
export function localSource(from: string, { root, callerFolder = root }: SourceFolders): Source {
  return { name: from, read: async () => readLocal(resolve(callerFolder, from), from, root) };
}

function readLocal(path: string, from: string, root: string): SourceFile[] {
  if (!existsSync(path)) throw new SpecError(`--from ${from}: no such file or folder`);
  if (statSync(path).isDirectory()) {
    const pages = readdirSync(path, { withFileTypes: true }).filter(isPage);
    if (pages.length === 0) throw new SpecError(`--from ${from}: no *.md page in this folder`);
    return pages.map((entry) => readOne(join(path, entry.name), root)).sort((a, b) => (a.name < b.name ? -1 : 1));
  }
  const file = readOne(path, root);
  if (!isIndex(file)) return [file];
  return linksOf(file, /^[^:]+\.md$/).map((link) => readOne(resolve(path, "..", link), root));
}

function isPage(entry: Dirent): boolean {
  return entry.isFile() && entry.name.endsWith(".md") && entry.name !== "README.md";
}

function readOne(path: string, root: string): SourceFile {
  const inside = relative(root, path).replaceAll("\\", "/");
  const name = inside.startsWith("..") ? basename(path) : inside;
  if (!existsSync(path)) throw new SpecError(`${name}: no such file`);
  if (!statSync(path).isFile()) throw new SpecError(`${name}: neither a file nor a folder`);
  if (statSync(path).size > maxSpecBytes) throw tooLarge(name);
  return { name, bytes: readFileSync(path) };
}
