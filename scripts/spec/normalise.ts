import type { JsonObject } from "./json.ts";
import { walk } from "./walk.ts";

const isoDateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const ulid = /^([A-Za-z][A-Za-z0-9_-]*_)?[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;

/** A `default` that the publisher stamps anew at every publish: the time of the run, or a fresh id. */
function isVolatile(value: unknown): boolean {
  return typeof value === "string" && (isoDateTime.test(value) || ulid.test(value));
}

/** Returns the document without what changes from publish to publish and means nothing. */
export function normalise(document: JsonObject): JsonObject {
  const result = structuredClone(document);
  walk(result, (node, shape) => {
    if (shape === "schema" && isVolatile(node["default"])) delete node["default"];
  });
  return result;
}
