import { ConfigError } from "../errors/errors.ts";

/** What the runtime sets by itself, of the body and the connection: another value hangs a request, or breaks it. */
const ofTheRuntime = /^(connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;
const token = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/i;
// What HTTP allows in a value (RFC 9110, section 5.5): no line break, no NUL, nothing beyond Latin-1.
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Checks headers before anything is sent.
 *
 * @throws {ConfigError} that names the header and never shows its value.
 */
export function checkHeaders(headers: Readonly<Record<string, string | null>>, source: string): void {
  if (typeof headers !== "object" || headers === null) throw new ConfigError(`${source} must be an object of strings`);
  for (const name of Object.keys(headers)) {
    const value: unknown = headers[name];
    if (!token.test(name)) throw new ConfigError(`${source}: ${JSON.stringify(name)} is not the name of a header`);
    if (value === null || value === undefined) continue;
    if (ofTheRuntime.test(name)) throw new ConfigError(`${source}: "${name}" is set by the runtime alone`);
    if (typeof value !== "string")
      throw new ConfigError(`${source}: "${name}" must be a string, and is ${typeof value}`);
    if (!fieldValue.test(value)) {
      throw new ConfigError(`${source}: "${name}" has a line break or another character that no header can carry`);
    }
  }
}
