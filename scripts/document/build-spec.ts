import { count } from "../count.ts";
import type { Step } from "../progress.ts";
import type { SourceFile } from "../source/source-file.ts";
import { canonicalYaml, inCanonicalOrder, sha256 } from "./canonical.ts";
import { guard } from "./guard.ts";
import type { JsonObject } from "./json.ts";
import { normalise } from "./normalise.ts";
import { operationsOf } from "./operation.ts";
import { applyOverlay } from "./overlay.ts";
import { parseSpec } from "./parse.ts";
import { readDocument } from "./read-document.ts";
import { pruneToScope } from "./scope.ts";

/** A spec that is ready to be pinned. */
export interface BuiltSpec {
  readonly document: JsonObject;
  /** The canonical form: what `openapi/<pin>/openapi.yaml` will hold. */
  readonly text: string;
  readonly canonicalSha256: string;
  readonly operations: number;
  /** The number before the document was reduced to the scope. */
  readonly publishedOperations: number;
  /** Tags or operations that the scope names and the spec lacks. */
  readonly missing: readonly string[];
}

/** Builds the document that is pinned from the files of a source, one step after the other. */
export async function buildSpec(
  files: readonly SourceFile[],
  { root, scope, step }: { readonly root: string; readonly scope: string; readonly step: Step },
): Promise<BuiltSpec> {
  const size = files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  const published = await step(
    "parse",
    () => readDocument(files),
    (document) =>
      `${count(operationsOf(document).length, "operation")} in ${count(files.length, "file")}, ${size.toLocaleString("en")} bytes`,
  );
  const overlaid = applyOverlay(published, root);
  guard(overlaid, "the spec after openapi/overlay.yaml");
  const corrected = normalise(overlaid);
  const pruned = await step(
    "prune",
    () => pruneToScope(corrected, scope),
    ({ document }) => `${count(operationsOf(document).length, "operation")} in scope ${scope}`,
  );
  const text = canonicalYaml(inCanonicalOrder(pruned.document));
  return {
    document: readBack(text),
    text,
    canonicalSha256: sha256(text),
    operations: operationsOf(pruned.document).length,
    publishedOperations: operationsOf(published).length,
    missing: pruned.missing,
  };
}

/** Reads the text as every later command will. Types are made of this document, and never of one that no file holds. */
function readBack(text: string): JsonObject {
  const name = "the spec as it would be pinned";
  const document = parseSpec(text, name);
  guard(document, name);
  return document;
}
