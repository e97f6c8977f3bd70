import type { Json } from "../../document/json.ts";

/** A change of a constraint: it allows more values, or fewer, or its effect is unknown. */
export type Change = "looser" | "tighter" | "other";

export const upperBounds: ReadonlySet<string> = new Set([
  "maximum",
  "exclusiveMaximum",
  "maxLength",
  "maxItems",
  "maxProperties",
]);
export const lowerBounds: ReadonlySet<string> = new Set([
  "minimum",
  "exclusiveMinimum",
  "minLength",
  "minItems",
  "minProperties",
]);

/** Formats that validators check. Any other format is a note to the reader. */
const checkedFormats = new Set([
  ...["date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri"],
  ...["uri-reference", "iri", "iri-reference", "uri-template", "uuid", "json-pointer", "regex", "url"],
]);
const widerFormats: Readonly<Record<string, string>> = { int32: "int64", float: "double" };

/** Returns what a changed keyword does to the set of allowed values; `undefined` if nothing. */
export function constraintChange(
  keyword: string,
  before: Json | undefined,
  after: Json | undefined,
): Change | undefined {
  if (upperBounds.has(keyword)) return boundChange(before ?? Infinity, after ?? Infinity, 1);
  if (lowerBounds.has(keyword)) return boundChange(before ?? lowest(keyword), after ?? lowest(keyword), -1);
  if (keyword === "uniqueItems") return after === true ? "tighter" : before === true ? "looser" : undefined;
  if (keyword === "pattern") return after === undefined ? "looser" : "tighter";
  if (keyword === "multipleOf") return multipleChange(before, after);
  if (keyword === "format") return formatChange(before, after);
  return "other";
}

/** Returns the bound that restricts nothing: lengths and counts start at zero. */
function lowest(keyword: string): number {
  return keyword.endsWith("imum") ? -Infinity : 0;
}

function boundChange(before: Json, after: Json, direction: 1 | -1): Change | undefined {
  if (typeof before !== "number" || typeof after !== "number") return "other";
  if (before === after) return undefined;
  return (after - before) * direction > 0 ? "looser" : "tighter";
}

function multipleChange(before: Json | undefined, after: Json | undefined): Change {
  if (after === undefined) return "looser";
  return typeof before === "number" && typeof after === "number" && Number.isInteger(before / after)
    ? "looser"
    : "tighter";
}

function formatChange(before: Json | undefined, after: Json | undefined): Change {
  const [was, is] = [String(before), String(after)];
  if (checkedFormats.has(is) || widerFormats[is] === was) return "tighter";
  return checkedFormats.has(was) || widerFormats[was] === is ? "looser" : "other";
}
