import { ConfigError } from "../errors/errors.ts";

/** Headers by name. `null` removes a header that the client would send. */
export type HeaderValues = Headers | Readonly<Record<string, string | null | undefined>>;

/** Headers that the runtime derives from body and connection: overriding one hangs or breaks the request. */
const runtimeHeaders = /^(connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;
const token = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/i;
// What HTTP allows in a value (RFC 9110, section 5.5): no line break, no NUL, nothing beyond Latin-1.
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Returns a copy of `base` with other headers over it. Names are lower-cased.
 *
 * @throws {ConfigError} that names the header and never shows its value.
 */
export function mergeHeaders(
  base: Readonly<Record<string, string>>,
  given: HeaderValues | undefined,
  source: string,
): Record<string, string> {
  const merged = { ...base };
  if (given === undefined) return merged;
  if (typeof given !== "object" || given === null) throw new ConfigError(`${source} must be an object`);
  // A Headers of another copy of the platform is a list of pairs too, and so is a Map.
  const pairs = Symbol.iterator in given ? (given as Headers) : Object.entries(given);
  for (const [name, value] of pairs) {
    if (!token.test(name)) throw new ConfigError(`${source}: ${JSON.stringify(name)} is not the name of a header`);
    if (value === undefined) continue;
    if (value === null) delete merged[name.toLowerCase()];
    else merged[name.toLowerCase()] = checkedValue(name, value, source);
  }
  return merged;
}

/** Adds, in place, on whose behalf a call is made. */
export function withIdentity(headers: Record<string, string>, identity: string | undefined): Record<string, string> {
  if (identity === undefined) return headers;
  if (identity === "") throw new ConfigError("identity must not be empty");
  return mergeHeaders(headers, { "x-orq-identity-id": identity }, "identity");
}

function checkedValue(name: string, value: unknown, source: string): string {
  if (runtimeHeaders.test(name)) throw new ConfigError(`${source}: "${name}" is set by the runtime alone`);
  if (typeof value !== "string") throw new ConfigError(`${source}: "${name}" must be a string, and is ${typeof value}`);
  if (fieldValue.test(value)) return value;
  throw new ConfigError(`${source}: "${name}" has a line break or another character that no header can carry`);
}
