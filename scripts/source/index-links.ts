import { findFence } from "./page.ts";
import type { SourceFile } from "./source-file.ts";

/** Tells whether a file is an index: markdown that links to pages and has no OpenAPI fence itself. */
export function isIndex(file: SourceFile): boolean {
  return /\.(md|txt)$/.test(pathOf(file)) && !findFence(file.text, file.name) && linksOf(file, /\.md\b/).length > 0;
}

/** Returns the targets of the markdown links that match, each once, in order. */
export function linksOf(file: SourceFile, pattern: RegExp): string[] {
  const targets = targetsOf(file.text).map((target) => target.split("#", 1)[0] ?? "");
  return [...new Set(targets)].filter((target) => pattern.test(target));
}

/** Returns what stands in the brackets of each link. It splits the text, since a pattern would backtrack over a hostile one. */
function targetsOf(text: string): string[] {
  return text
    .split("](")
    .slice(1)
    .filter((piece) => piece.includes(")"))
    .map((piece) => piece.slice(0, piece.indexOf(")")).trim().split(/\s/, 1)[0] ?? "")
    .map((target) => (target.startsWith("<") ? target.slice(1) : target))
    .map((target) => (target.endsWith(">") ? target.slice(0, -1) : target));
}

function pathOf({ name }: SourceFile): string {
  return URL.canParse(name) ? new URL(name).pathname : name;
}
