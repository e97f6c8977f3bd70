import { createHash } from "node:crypto";
import { type Pair, type Scalar, stringify } from "yaml";
import type { JsonObject } from "./json.ts";

/** First the fields that say what the document is, last the components; all else by name. */
const rank: Record<string, number> = { openapi: -2, info: -1, components: 1 };

function order(left: Pair, right: Pair): number {
  const a = String((left.key as Scalar).value);
  const b = String((right.key as Scalar).value);
  return (rank[a] ?? 0) - (rank[b] ?? 0) || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * The canonical form of a document, which is also the file that is pinned: keys in one order, one YAML style, and each
 * string on a line of its own, however long, so that a changed word is one changed line.
 */
export function canonicalYaml(document: JsonObject): string {
  return stringify(document, {
    sortMapEntries: order,
    lineWidth: 0,
    blockQuote: "literal",
    aliasDuplicateObjects: false,
  });
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
