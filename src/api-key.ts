import { readEnvironment } from "./environment.ts";
import { ConfigError } from "./errors.ts";

/** A key, or a function that gives one (perhaps later) for each request. */
export type ApiKey = string | (() => string | Promise<string>);

/**
 * Checks a key as far as it is known now, and returns a function that gives the checked key.
 * Default: the environment variable `ORQ_API_KEY`.
 *
 * @throws {ConfigError} that never shows the key.
 */
export function resolveApiKey(apiKey: ApiKey | undefined): () => Promise<string> {
  const given = apiKey ?? readEnvironment("ORQ_API_KEY");
  if (typeof given === "function") return async () => checkedKey(await given(), "the key that apiKey() gave");
  if (given === undefined) throw new ConfigError("apiKey is missing: pass { apiKey } or set ORQ_API_KEY");
  const key = checkedKey(given, apiKey === undefined ? "ORQ_API_KEY" : "apiKey");
  return async () => key;
}

function checkedKey(given: unknown, source: string): string {
  if (typeof given !== "string") throw new ConfigError(`${source} must be a string, and is ${typeof given}`);
  const key = given.trim().replace(/^bearer(\s+|$)/i, "");
  if (key === "") throw new ConfigError(`${source} is empty`);
  // What a header can carry for sure (RFC 9110, section 5.5).
  if (!/^[\x21-\x7e]+$/.test(key)) throw new ConfigError(`${source} has a space or a character that no key has`);
  return key;
}
