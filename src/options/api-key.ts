import { readEnvironment } from "../environment.ts";
import { ConfigError } from "../errors/errors.ts";
import { type ApiKey, checkedKey, KeyProvider, type KeySource } from "../transport/auth/key-provider.ts";

/**
 * Checks a key as far as it is known now. Default: the environment variable `ORQ_API_KEY`.
 *
 * @throws {ConfigError} that never shows the key.
 */
export function resolveApiKey(apiKey: ApiKey | undefined): KeySource {
  const given = apiKey === undefined ? readEnvironment("ORQ_API_KEY") : apiKey;
  if (typeof given === "function") return new KeyProvider(given);
  if (given === undefined) throw new ConfigError("apiKey is missing: pass { apiKey } or set ORQ_API_KEY");
  return checkedKey(given, apiKey === undefined ? "ORQ_API_KEY" : "apiKey");
}
