import { isObject, type Json, type JsonObject } from "../document/json.ts";
import { type Shape, walk } from "../document/walk.ts";

/** Fields that only people read, by kind of object. */
const prose: Partial<Record<Shape, readonly string[]>> = {
  document: ["info", "externalDocs", "tags", "webhooks"],
  components: ["examples"],
  pathItem: ["summary", "description"],
  operation: ["summary", "description", "tags", "externalDocs"],
  parameter: ["description", "example", "examples"],
  header: ["description", "example", "examples"],
  requestBody: ["description"],
  response: ["description", "links"],
  mediaType: ["example", "examples"],
  schema: ["title", "description", "example", "examples", "externalDocs", "$comment", "xml"],
  securityScheme: ["description", "bearerFormat"],
};

/** Lists whose order means nothing. */
const sets = ["required", "enum", "type"];

/** Returns the document as a machine reads it: without prose, extensions, and order that means nothing. */
export function plainDocument(document: JsonObject): JsonObject {
  const result = structuredClone(document);
  walk(result, (node, shape) => {
    for (const key of Object.keys(node)) {
      if (prose[shape]?.includes(key) || (key.startsWith("x-") && shape !== "components")) delete node[key];
    }
    if (shape === "schema") for (const key of sets) sortSet(node, key);
  });
  return result;
}

function sortSet(node: JsonObject, key: string): void {
  const value = node[key];
  if (!Array.isArray(value) || value.some(isObject)) return;
  node[key] = [...value].sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Returns a JSON text that is the same for equal values, whatever the order of their keys. */
export function canonicalJson(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const keys = Object.keys(value).sort(compare);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join()}}`;
}
