import { readEnvironment } from "../environment.ts";
import { ConfigError } from "../errors/errors.ts";

const defaultBaseUrl = "https://api.orq.ai";
const loopback = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Checks the base URL and returns it without a slash at its end. Default: `ORQ_BASE_URL`, then `https://api.orq.ai`.
 *
 * @throws {ConfigError} for what would send a key astray: no scheme, plain http off loopback, credentials, a query.
 */
export function resolveBaseUrl(baseUrl: string | undefined, allowInsecure: boolean): string {
  const given = baseUrl === undefined ? (readEnvironment("ORQ_BASE_URL") ?? defaultBaseUrl) : baseUrl;
  const source = baseUrl === undefined ? "ORQ_BASE_URL" : "baseUrl";
  const url = parse(given);
  if (!url) throw new ConfigError(`${source} must be a whole URL such as ${defaultBaseUrl}`);
  if (url.username !== "" || url.password !== "") throw new ConfigError(`${source} must not hold credentials`);
  if (/[?#]/.test(given)) throw new ConfigError(`${source} must not have a query or a fragment`);
  if (/[{}]/.test(given)) throw new ConfigError(`${source} must not have braces`);
  if (url.pathname.includes("//")) throw new ConfigError(`${source} must not have an empty path segment ("//")`);
  if (url.protocol === "http:" && !loopback.test(url.hostname) && !allowInsecure) {
    throw new ConfigError(`${source} must be https: over http the key can be read (allowInsecure: true permits it)`);
  }
  return url.href.replace(/\/$/, "");
}

function parse(given: string): URL | undefined {
  if (typeof given !== "string" || !/^https?:\/\//i.test(given)) return undefined;
  try {
    return new URL(given);
  } catch {
    return undefined;
  }
}
