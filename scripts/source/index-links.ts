import { decodeText } from "./decode-text.ts";
import { findFence } from "./page.ts";
import type { SourceFile } from "./source-file.ts";

const link = /\]\(\s*<?([^\s)>]+)>?[^)]*\)/g;

/** Tells whether a file is an index: markdown that links to pages and has no OpenAPI fence itself. */
export function isIndex(file: SourceFile): boolean {
  return (
    /\.(md|txt)$/.test(pathOf(file)) &&
    !findFence(decodeText(file.bytes, file.name), file.name) &&
    linksOf(file, /\.md\b/).length > 0
  );
}

/** Returns the targets of the markdown links that match, each once, in order. */
export function linksOf(file: SourceFile, pattern: RegExp): string[] {
  const targets = [...decodeText(file.bytes, file.name).matchAll(link)].map(([, target = ""]) => target);
  return [...new Set(targets.map((target) => target.replace(/#.*/, "")))].filter((target) => pattern.test(target));
}

function pathOf({ name }: SourceFile): string {
  return URL.canParse(name) ? new URL(name).pathname : name;
}
