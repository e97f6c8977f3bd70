import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { SpecError } from "../spec-error.ts";
import type { Workspace } from "../workspace.ts";
import { maxSpecBytes, tooLarge } from "./decode-text.ts";
import { isIndex, linksOf } from "./index-links.ts";
import type { ReadBudget } from "./read-budget.ts";
import { type Source, type SourceFile, sourceFile } from "./source-file.ts";

/** The folder where a path of the user starts, and the root of the repository. */
export type SourceFolders = Pick<Workspace, "root" | "callerFolder">;

/** Reads from the disk: a spec file (plain or gzip), a docs page, an index of pages, or a folder of `*.md` pages. */
export function localSource(from: string, { root, callerFolder = root }: SourceFolders): Source {
  return { name: from, read: async ({ budget }) => readLocal(resolve(callerFolder, from), from, { root, budget }) };
}

interface LocalReading {
  readonly root: string;
  readonly budget: ReadBudget;
}

function readLocal(path: string, from: string, reading: LocalReading): SourceFile[] {
  if (!existsSync(path)) throw new SpecError(`--from ${from}: no such file or folder`);
  if (statSync(path).isDirectory()) {
    const pages = readdirSync(path, { withFileTypes: true }).filter(
      ({ name }) => name.endsWith(".md") && name !== "README.md",
    );
    const stranger = pages.find((entry) => !entry.isFile());
    if (stranger)
      throw new SpecError(`--from ${from}: ${stranger.name} is a link or a folder: put the page itself here`);
    if (pages.length === 0) throw new SpecError(`--from ${from}: no *.md page in this folder`);
    return pages.map((entry) => readOne(join(path, entry.name), reading)).sort((a, b) => (a.name < b.name ? -1 : 1));
  }
  const file = readOne(path, reading);
  if (!isIndex(file)) return [file];
  return linksOf(file, /^[^:]+\.md$/).map((link) => readOne(resolve(path, "..", link), reading));
}

function readOne(path: string, { root, budget }: LocalReading): SourceFile {
  const inside = relative(root, path).replaceAll("\\", "/");
  const name = inside.startsWith("..") ? basename(path) : inside;
  if (!existsSync(path)) throw new SpecError(`${name}: no such file`);
  if (!statSync(path).isFile()) throw new SpecError(`${name}: neither a file nor a folder`);
  if (statSync(path).size > maxSpecBytes) throw tooLarge(name);
  const file = sourceFile(name, readFileSync(path));
  budget.count(file);
  return file;
}
