import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import ts from "typescript";
import { parse } from "yaml";
import { isObject } from "../document/json.ts";
import { SpecError } from "../spec-error.ts";

/** The packages of an npm, Yarn or pnpm monorepo, or the one package that stands alone. All folders are absolute. */
export interface Monorepo {
  readonly root: string;
  /** The folder of each package, the root's first. */
  readonly packages: readonly string[];
}

/** Finds the monorepo that a folder belongs to. A folder above counts only if its workspaces include the folder. */
export function monorepoOf(folder: string): Monorepo {
  const start = realpathSync(folder);
  for (let root = start; ; root = dirname(root)) {
    const patterns = workspacePatterns(root);
    const packages = patterns && packagesOf(root, patterns);
    if (packages && (root === start || packages.some((each) => isInside(start, each)))) {
      return { root, packages: [root, ...packages] };
    }
    if (root === dirname(root)) break;
  }
  return { root: start, packages: [start] };
}

function workspacePatterns(folder: string): readonly string[] | undefined {
  const pnpm = read(join(folder, "pnpm-workspace.yaml"), parse);
  const manifest = read(join(folder, "package.json"), JSON.parse);
  const npm = isObject(manifest) ? manifest["workspaces"] : undefined;
  const patterns = (isObject(pnpm) ? pnpm["packages"] : undefined) ?? (isObject(npm) ? npm["packages"] : npm);
  return Array.isArray(patterns) ? patterns.map(String) : undefined;
}

/** The compiler finds the files of a `tsconfig.json` by such patterns, but for braces. */
function packagesOf(root: string, patterns: readonly string[]): string[] {
  const manifests = patterns.flatMap(withoutBraces).map((pattern) => `${pattern.replace(/\/$/, "")}/package.json`);
  const excluded = manifests.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
  const included = manifests.filter((pattern) => !pattern.startsWith("!"));
  // Without a pattern, every file would be found.
  const found = included.length === 0 ? [] : ts.sys.readDirectory(root, [".json"], [notOurs, ...excluded], included);
  return found
    .map((manifest) => resolve(dirname(manifest)))
    .filter((folder) => folder !== root)
    .sort();
}

/** Folders of installed packages, at any depth. */
export const notOurs = "**/node_modules";

function withoutBraces(pattern: string): string[] {
  const [, before = "", list, after = ""] = /^([^{]*)\{([^{}]*)\}(.*)$/.exec(pattern) ?? [];
  if (list === undefined) return [pattern];
  return list.split(",").flatMap((each) => withoutBraces(`${before}${each}${after}`));
}

/** The parsed `package.json` of a folder; an empty object where there is none. */
export function manifestOf(folder: string): Readonly<Record<string, unknown>> {
  const manifest = read(join(folder, "package.json"), JSON.parse);
  return isObject(manifest) ? manifest : {};
}

function read(file: string, parser: (text: string) => unknown): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return parser(readFileSync(file, "utf8"));
  } catch (error) {
    throw new SpecError(`${file} cannot be read: ${(error as Error).message.replace(/\n.*/s, "")}`);
  }
}

/** Tells whether a path is a folder, or lies below it. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Returns a path as reports show it: with slashes, `.` for the folder itself. */
export function shownPath(path: string, folder: string): string {
  return relative(folder, path).replaceAll("\\", "/") || ".";
}
