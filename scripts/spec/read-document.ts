import { joinDocuments, type NamedDocument } from "./join.ts";
import type { JsonObject } from "./json.ts";
import { normalise } from "./normalise.ts";
import { operationsOf } from "./operations.ts";
import { findFence } from "./page.ts";
import { parseSpec } from "./parse.ts";
import type { SourceFile } from "./source.ts";
import { SpecError } from "./spec-error.ts";

/** One document from everything a source gave: a spec as it is, docs pages joined, each without its volatile values. */
export function readDocument(files: readonly SourceFile[]): JsonObject {
  return joinDocuments(files.map(readFile));
}

function readFile({ name, bytes }: SourceFile): NamedDocument {
  const text = decode(bytes, name);
  if (!name.endsWith(".md")) return { name, document: normalise(parseSpec(text, name)) };
  const fence = findFence(text, name);
  if (!fence) throw new SpecError(`${name}: no fence of four backticks with \`yaml <method> <path>\` on this page`);
  const document = normalise(parseSpec(fence.yaml, name, fence.firstLine));
  const operations = operationsOf(document);
  if (!operations.includes(fence.operation)) {
    throw new SpecError(`${name}: the fence says ${fence.operation}, its document has ${operations.join(", ")}`);
  }
  return { name, document };
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new SpecError(`${name}: not UTF-8`);
  }
}
