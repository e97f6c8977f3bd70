import { isObject, type Json, type JsonObject } from "../document/json.ts";
import { isPinName } from "./pin-name.ts";

type Check = (value: Json | undefined) => boolean;
const isText: Check = (value) => typeof value === "string" && !/\p{Cc}/u.test(value);
const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isSha256: Check = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const isDate: Check = (value) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
/** It is sent in a header, which takes these characters alone. */
const isValidator: Check = (value) => isText(value) && /^[\x20-\x7e\x80-\xff]*$/.test(String(value));
/** A file is looked for below the root: its path must not lead out. */
const isPlace: Check = (value) => isText(value) && !/(^|[/\\])\.\.([/\\]|$)/.test(String(value));
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const pinChecks: Readonly<Record<string, Check>> = {
  date: isDate,
  channel: optional(isText),
  scope: isText,
  operations: isCount,
  publishedOperations: isCount,
  sources: Array.isArray,
  overlaySha256: isSha256,
  canonicalSha256: isSha256,
  generator: isText,
};
const sourceChecks: Readonly<Record<string, Check>> = {
  from: isPlace,
  rawSha256: isSha256,
  etag: optional(isValidator),
  lastModified: optional(isValidator),
};

/**
 * Returns the first place of a lock that does not have its form, or `undefined`. A lock may come with somebody's branch,
 * and its texts become paths, headers of requests and lines of generated files.
 */
export function badPlaceOf(pins: JsonObject): string | undefined {
  for (const [name, pin] of Object.entries(pins)) {
    const place = `pins[${JSON.stringify(name.slice(0, 100))}]`;
    if (!isPinName(name) || !isObject(pin)) return place;
    const bad = badField(pin, pinChecks);
    if (bad !== undefined) return `${place}.${bad}`;
    for (const [index, source] of (pin["sources"] as Json[]).entries()) {
      const part = `${place}.sources[${index}]`;
      if (!isObject(source)) return part;
      const badPart = badField(source, sourceChecks);
      if (badPart !== undefined) return `${part}.${badPart}`;
    }
  }
  return undefined;
}

function badField(object: JsonObject, checks: Readonly<Record<string, Check>>): string | undefined {
  return Object.keys(checks).find((key) => !checks[key]?.(object[key]));
}
