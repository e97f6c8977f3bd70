import { join } from "node:path";
import type { BuiltSpec } from "../document/build-spec.ts";
import { formatLock, type Lock, type Pin, withCurrent } from "../pin/lockfile.ts";
import type { SourceFile } from "../source/source-file.ts";
import { documentsOf, type ReadDocument, restruckPins, sharedFiles, typesFile, typesOf } from "./generated-files.ts";
import { type Changes, filesBelow } from "./transaction.ts";

export interface NewPin {
  readonly root: string;
  readonly name: string;
  readonly entry: Pin;
  readonly built: BuiltSpec;
  readonly files: readonly SourceFile[];
  readonly lock: Lock | undefined;
  /** Makes it current. The first pin always becomes current. */
  readonly use: boolean;
}

/** Returns everything that a new pin writes: the spec, the pages it was made from, the lock, and the types. */
export async function changesFor({ root, name, entry, built, files, lock, use }: NewPin): Promise<Changes> {
  const oldLock: Lock = lock ?? { current: name, pins: {} };
  const pinned: Lock = { ...oldLock, pins: { ...oldLock.pins, [name]: entry } };
  const newLock = use ? withCurrent(pinned, name) : pinned;
  const readOther = documentsOf(root, oldLock);
  const readDocument: ReadDocument = (pin) => (pin === name ? built.document : readOther(pin));
  const changed = new Set([
    name,
    ...restruckPins(oldLock, newLock),
    ...(newLock.next === name ? [newLock.current] : []),
  ]);
  const types: [string, string][] = [];
  for (const pin of changed) types.push([typesFile(pin), await typesOf(pin, newLock, readDocument)]);
  const pages = pagesOf(name, files);
  const stalePages = filesBelow(join(root, "openapi", name, "pages"))
    .map((page) => `openapi/${name}/pages/${page}`)
    .filter((page) => page.endsWith(".md") && !pages.has(page));
  return new Map<string, string | Uint8Array | undefined>([
    ...stalePages.map((page) => [page, undefined] as const),
    ...pages,
    [`openapi/${name}/openapi.yaml`, built.text],
    ["openapi/spec.lock.json", formatLock(newLock)],
    ...types,
    ...sharedFiles(newLock),
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
