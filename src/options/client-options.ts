import { readEnvironment } from "../environment.ts";
import { ConfigError } from "../errors/errors.ts";
import type { OrqEvent } from "../events/events.ts";
import { type Logger, type LogLevel, logListener } from "../events/logger.ts";
import type { ApiKey, KeySource } from "../transport/auth/key-provider.ts";
import type { Fetch } from "../transport/fetch.ts";
import { Observer } from "../transport/observer.ts";
import { resolveApiKey } from "./api-key.ts";
import { resolveBaseUrl } from "./base-url.ts";
import { type HeaderValues, mergeHeaders, withIdentity } from "./headers.ts";
import { type CallLimits, noLimits, type ResolvedLimits, resolveLimits, resolveMaxResponseBytes } from "./limits.ts";
import { ownOptions, type Unset } from "./own-options.ts";

/** The options of a client. All may be left out. */
export interface OrqOptions extends CallLimits {
  /**
   * The workspace's key, or a function that returns it. The function is asked for each call, and once more after a 401.
   * @default the environment variable `ORQ_API_KEY`
   */
  readonly apiKey?: ApiKey | undefined;
  /**
   * Where the API is. A path is kept; credentials, a query or a fragment are refused.
   * @default the environment variable `ORQ_BASE_URL`, then `https://api.orq.ai`
   */
  readonly baseUrl?: string | undefined;
  /**
   * Sends the requests in place of the runtime's `fetch`. Called as `fetch(url, init)`, with `redirect: "manual"`.
   * @default globalThis.fetch
   */
  readonly fetch?: Fetch | undefined;
  /** Sent with every request. `authorization` is the client's own. */
  readonly headers?: HeaderValues | undefined;
  /**
   * On whose behalf the calls are made: an identity's external id, sent as `X-ORQ-IDENTITY-ID`.
   * @default nobody
   */
  readonly identity?: string | undefined;
  /**
   * The largest reply that is read, in bytes after decompression.
   * @default 33_554_432 (32 MiB)
   */
  readonly maxResponseBytes?: number | undefined;
  /**
   * Where log lines go.
   * @default `console`, where there is a level
   */
  readonly logger?: Logger | undefined;
  /**
   * How much is logged: `off`, `error`, `warn`, `info` or `debug`.
   * @default the environment variable `ORQ_LOG`, then `warn` with a `logger` and `off` without one
   */
  readonly logLevel?: LogLevel | undefined;
  /** Called with each request, reply, retry and final error. It observes: what it throws changes nothing. */
  readonly onEvent?: ((event: OrqEvent) => void) | undefined;
  /**
   * Permits a base URL of plain `http:` that is not on loopback. The key can then be read on the way.
   * @default false
   */
  readonly allowInsecure?: boolean | undefined;
  /**
   * Permits a client in a web page, where every visitor can read the key and use the workspace.
   * @default false
   */
  readonly allowBrowser?: boolean | undefined;
}

const noOptions: Unset<OrqOptions> = {
  ...noLimits,
  apiKey: undefined,
  baseUrl: undefined,
  fetch: undefined,
  headers: undefined,
  identity: undefined,
  maxResponseBytes: undefined,
  logger: undefined,
  logLevel: undefined,
  onEvent: undefined,
  allowInsecure: undefined,
  allowBrowser: undefined,
};

/**
 * The options of a client, checked and complete.
 *
 * @internal
 */
export interface ResolvedOptions {
  readonly keys: KeySource;
  readonly baseUrl: string;
  readonly fetch: Fetch;
  readonly headers: Readonly<Record<string, string>>;
  readonly limits: ResolvedLimits;
  readonly maxResponseBytes: number;
  readonly observer: Observer | undefined;
}

/**
 * @throws {ConfigError} that names the option.
 *
 * @internal
 */
export function resolveOptions(given: OrqOptions): ResolvedOptions {
  const options = ownOptions(given, noOptions, "the options");
  const { fetch, onEvent, logger, logLevel } = options;
  if (options.allowBrowser !== true && isPage()) {
    throw new ConfigError("refused in a web page, where every visitor can read the key; allowBrowser: true permits it");
  }
  checkFunction("fetch", fetch);
  checkFunction("onEvent", onEvent);
  const listeners = [logListener(logger, logLevel, readEnvironment("ORQ_LOG")), onEvent].filter(
    (listener) => listener !== undefined,
  );
  return {
    keys: resolveApiKey(options.apiKey),
    baseUrl: resolveBaseUrl(options.baseUrl, options.allowInsecure === true),
    // Looked up at each call, since tests and tracers replace it.
    fetch: fetch ?? ((url, init) => globalThis.fetch(url, init)),
    headers: withIdentity(mergeHeaders({}, options.headers, "headers"), options.identity),
    limits: resolveLimits(options),
    maxResponseBytes: resolveMaxResponseBytes(options.maxResponseBytes),
    observer: listeners.length === 0 ? undefined : new Observer(listeners),
  };
}

/** What a client can have other than the one it is made of: all that does not concern its transport. */
export interface OrqOverrides extends CallLimits, Pick<OrqOptions, "apiKey" | "headers" | "identity"> {}

const noOverrides: Unset<OrqOverrides> = { ...noLimits, apiKey: undefined, headers: undefined, identity: undefined };

/**
 * @throws {ConfigError} that names the option.
 *
 * @internal
 */
export function overrideOptions(client: ResolvedOptions, given: OrqOverrides): ResolvedOptions {
  const options = ownOptions(given, noOverrides, "the options");
  const { apiKey, headers, identity } = options;
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(noOverrides, name)) continue;
    const isOfClient = Object.hasOwn(noOptions, name);
    throw new ConfigError(
      isOfClient
        ? `${name} is the same for all clients that share a transport: make another with new Orq`
        : `${name} is not an option`,
    );
  }
  return {
    ...client,
    keys: apiKey === undefined ? client.keys : resolveApiKey(apiKey),
    headers: withIdentity(mergeHeaders(client.headers, headers, "headers"), identity),
    limits: resolveLimits(options, client.limits),
  };
}

export function checkFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "function") throw new ConfigError(`${name} must be a function`);
}

function isPage(): boolean {
  const { window } = globalThis as { window?: { document?: unknown } };
  return typeof window?.document === "object";
}
