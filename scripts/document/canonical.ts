import { createHash } from "node:crypto";
import { stringify } from "yaml";
import { isObject, type Json, type JsonObject } from "./json.ts";

/** The first and the last keys of a document. All others are sorted by name. */
const rank = new Map([
  ["openapi", -2],
  ["info", -1],
  ["components", 1],
]);

/** Returns the document with its keys in one order. The generated types follow it. */
export function inCanonicalOrder(document: JsonObject): JsonObject {
  return orderKeys(document, (a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0) || byName(a, b));
}

/**
 * Returns the canonical form of a document in canonical order: the file that is pinned. It has one YAML style, and each
 * string is on one line, however long, so that a changed word is one changed line.
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
