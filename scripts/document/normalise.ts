import type { Json, JsonObject } from "./json.ts";
import { walk } from "./walk.ts";

const isoDateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const ulid = /^([A-Za-z][A-Za-z0-9_-]*_)?[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;

/** An id that starts with the time of publishing, as the first half of a ULID does. */
const timedId = /^[a-z][a-z0-9-]*_01[0-9a-hjkmnp-tv-z]{8}$/i;

/** Extensions that only serve other generators, or that a generator could take for code. */
const droppedExtension = /^x-(speakeasy-.*|cli-.*|code-?samples|enum.*)$/i;

/** Returns the document without what changes with every publish and means nothing to a typed client. */
export function normalise(document: JsonObject): JsonObject {
  const result = structuredClone(document);
  walk(result, (node, shape) => {
    for (const key of Object.keys(node)) if (droppedExtension.test(key)) delete node[key];
    if (shape === "schema") normaliseSchema(node);
  });
  if (Array.isArray(result["tags"])) result["tags"] = result["tags"].toSorted(byName);
  return result;
}

function normaliseSchema(schema: JsonObject): void {
  if (isVolatile(schema["default"])) delete schema["default"];
  if (Array.isArray(schema["required"])) schema["required"] = schema["required"].toSorted();
  const { nullable } = schema;
  if (typeof nullable !== "boolean") return;
  delete schema["nullable"];
  if (nullable) permitNull(schema);
}

/** Recognises a `default` that every publish sets anew: the time of the run, or a fresh id. */
function isVolatile(value: unknown): boolean {
  return typeof value === "string" && [isoDateTime, ulid, timedId].some((pattern) => pattern.test(value));
}

/** Rewrites `nullable: true` of OpenAPI 3.0 as the type that 3.1 uses instead. */
function permitNull(schema: JsonObject): void {
  const { type, $ref, enum: values } = schema;
  if (typeof type === "string") schema["type"] = [type, "null"];
  if (Array.isArray(values) && !values.includes(null)) values.push(null);
  if (typeof $ref === "string") {
    delete schema["$ref"];
    schema["anyOf"] = [{ $ref }, { type: "null" }];
  } else if (type === undefined) {
    const union = (schema["anyOf"] ?? schema["oneOf"]) as Json[] | undefined;
    union?.push({ type: "null" });
  }
}

function byName(left: Json, right: Json): number {
  const [a, b] = [left, right].map((tag) => String((tag as JsonObject | null)?.["name"]));
  return a === b ? 0 : (a ?? "") < (b ?? "") ? -1 : 1;
}
