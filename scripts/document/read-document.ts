import { findFence } from "../source/page.ts";
import type { SourceFile } from "../source/source-file.ts";
import { SpecError } from "../spec-error.ts";
import { guard } from "./guard.ts";
import { joinDocuments, type NamedDocument } from "./join.ts";
import type { JsonObject } from "./json.ts";
import { normalise } from "./normalise.ts";
import { operationsOf } from "./operation.ts";
import { parseSpec } from "./parse.ts";

/** Reads the files of a source into one guarded document: a spec as it is, or docs pages joined. */
export function readDocument(files: readonly SourceFile[]): JsonObject {
  const documents = files.map(readOne);
  const [only, ...others] = documents;
  if (only && others.length === 0) return only.document;
  // Pages are published at different times: a fresh time stamp or id is not a contradiction.
  return joinDocuments(documents.map(({ name, document }) => ({ name, document: normalise(document) })));
}

function readOne({ name, text }: SourceFile): NamedDocument {
  if (!/\.(md|txt)$/.test(name)) return { name, document: guarded(parseSpec(text, name), name) };
  const fence = findFence(text, name);
  if (!fence) throw new SpecError(`${name}: no fence of four backticks with \`yaml <method> <path>\` on this page`);
  const document = guarded(parseSpec(fence.yaml, name, fence.firstLine), name);
  const operations = operationsOf(document);
  if (!operations.includes(fence.operation)) {
    throw new SpecError(`${name}: the fence names ${fence.operation}, but its document has ${operations.join(", ")}`);
  }
  return { name, document };
}

function guarded(document: JsonObject, name: string): JsonObject {
  guard(document, name);
  return document;
}
