import type { Json } from "../../document/json.ts";

/** A change of a constraint: it allows more values, or fewer, or its effect is unknown. */
export type Change = "looser" | "tighter" | "other";

const upperBounds = new Set(["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"]);
const lowerBounds = new Set(["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"]);

/** Formats that validators check. Any other format is a note to the reader. */
const checkedFormats = new Set([
  ...["date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri"],
  ...["uri-reference", "iri", "iri-reference", "uri-template", "uuid", "json-pointer", "regex", "url"],
]);
const widerFormats: Readonly<Record<string, string>> = { int32: "int64", float: "double" };

/** Returns what a changed keyword does to the set of allowed values; `undefined` if nothing. */
export function constraintChange(keyword: string, old: Json | undefined, now: Json | undefined): Change | undefined {
  if (upperBounds.has(keyword)) return boundChange(old ?? Infinity, now ?? Infinity, 1);
  if (lowerBounds.has(keyword)) return boundChange(old ?? lowest(keyword), now ?? lowest(keyword), -1);
  if (keyword === "uniqueItems") return now === true ? "tighter" : old === true ? "looser" : undefined;
  if (keyword === "pattern") return now === undefined ? "looser" : "tighter";
  if (keyword === "multipleOf") return multipleChange(old, now);
  if (keyword === "format") return formatChange(old, now);
  return "other";
}

/** Returns the bound that restricts nothing: lengths and counts start at zero. */
function lowest(keyword: string): number {
  return keyword.endsWith("imum") ? -Infinity : 0;
}

function boundChange(old: Json, now: Json, direction: 1 | -1): Change | undefined {
  if (typeof old !== "number" || typeof now !== "number") return "other";
  if (old === now) return undefined;
  return (now - old) * direction > 0 ? "looser" : "tighter";
}

function multipleChange(old: Json | undefined, now: Json | undefined): Change {
  if (now === undefined) return "looser";
  return typeof old === "number" && typeof now === "number" && Number.isInteger(old / now) ? "looser" : "tighter";
}

function formatChange(old: Json | undefined, now: Json | undefined): Change {
  const [before, after] = [String(old), String(now)];
  if (checkedFormats.has(after) || widerFormats[after] === before) return "tighter";
  return checkedFormats.has(before) || widerFormats[before] === after ? "looser" : "other";
}
