import { createHash } from "node:crypto";
import { stringify } from "yaml";
import { isObject, type Json, type JsonObject } from "./json.ts";

/** First the fields that say what the document is, last the components; all else by name. */
const rank: Record<string, number> = { openapi: -2, info: -1, components: 1 };

/** The document with its keys in one order, which is also the order of the generated types. */
export function inCanonicalOrder(document: JsonObject): JsonObject {
  return orderKeys(document, (a, b) => (rank[a] ?? 0) - (rank[b] ?? 0) || byName(a, b));
}

/**
 * The canonical form of a document in canonical order, which is also the file that is pinned: one YAML style, and each
 * string on a line of its own, however long, so that a changed word is one changed line.
 */
export function canonicalYaml(document: JsonObject): string {
  return stringify(document, { lineWidth: 0, blockQuote: "literal", aliasDuplicateObjects: false });
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

type Order = (a: string, b: string) => number;

function orderKeys(object: JsonObject, order: Order): JsonObject {
  const entries = Object.entries(object).sort(([a], [b]) => order(a, b));
  return Object.fromEntries(entries.map(([key, value]) => [key, orderValue(value)]));
}

function orderValue(value: Json): Json {
  if (Array.isArray(value)) return value.map(orderValue);
  return isObject(value) ? orderKeys(value, byName) : value;
}

function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
