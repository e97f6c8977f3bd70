import { join } from "node:path";
import type { BuiltSpec } from "../document/build-spec.ts";
import type { Lock } from "../pin/lockfile.ts";
import type { SourceFile } from "../source/source-file.ts";
import { lockChanges } from "./lock-changes.ts";
import { type Changes, filesBelow } from "./transaction.ts";

export interface NewPin {
  readonly root: string;
  readonly name: string;
  readonly built: BuiltSpec;
  readonly files: readonly SourceFile[];
  readonly before: Lock | undefined;
  /** The lock that has the pin. */
  readonly after: Lock;
}

/** Returns everything that a new pin writes: the spec, the pages it was made from, the types, and the lock. */
export async function newPinChanges({ root, name, built, files, before, after }: NewPin): Promise<Changes> {
  const pages = pagesOf(name, files);
  const stalePages = filesBelow(join(root, "openapi", name, "pages"))
    .map((page) => `openapi/${name}/pages/${page}`)
    .filter((page) => page.endsWith(".md") && !pages.has(page));
  return new Map<string, string | Uint8Array | undefined>([
    ...stalePages.map((page) => [page, undefined] as const),
    ...pages,
    [`openapi/${name}/openapi.yaml`, built.text],
    ...(await lockChanges(root, before, after, { name, document: built.document })),
  ]);
}

/** Returns the docs pages that a pin keeps beside it. Two pages with one name, from two folders, get a number. */
function pagesOf(pin: string, files: readonly SourceFile[]): Map<string, Uint8Array> {
  const pages = new Map<string, Uint8Array>();
  for (const { name, bytes } of files) {
    const base = /([^/]+)\.md$/.exec(name)?.[1];
    if (base === undefined) continue;
    let path = `openapi/${pin}/pages/${base}.md`;
    for (let number = 2; pages.has(path); number += 1) path = `openapi/${pin}/pages/${base}-${number}.md`;
    pages.set(path, bytes);
  }
  return pages;
}
