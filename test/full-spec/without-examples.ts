import type { JsonObject } from "../../scripts/document/json.ts";
import { walk } from "../../scripts/document/walk.ts";

/** Returns a document without its examples: they hold keys that its schemas do not declare, which a call must not. */
export function withoutExamples(document: JsonObject): JsonObject {
  const copy = structuredClone(document);
  walk(copy, (node, shape) => {
    if (shape === "schema") for (const key of ["example", "examples", "default"]) delete node[key];
  });
  return copy;
}
