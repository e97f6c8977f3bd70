import { ConfigError } from "../errors/errors.ts";
import type { OrqEvent } from "../events/events.ts";
import { type Logger, logListener } from "../events/logger.ts";
import type { Fetch } from "../transport/exchange.ts";
import { Observer } from "../transport/observer.ts";
import type { ApiKey, KeySource } from "./api-key.ts";
import { resolveApiKey } from "./api-key.ts";
import { resolveBaseUrl } from "./base-url.ts";
import { callHeaders } from "./call-options.ts";
import { type CallLimits, checkFunction, resolveLimits, resolveMaxResponseBytes } from "./limits.ts";

export interface OrqOptions extends CallLimits {
  /**
   * The workspace's key, or a function that gives it (perhaps later) for each call, and once more after a 401.
   * @default the environment variable `ORQ_API_KEY`
   */
  readonly apiKey?: ApiKey | undefined;
  /** @default the environment variable `ORQ_BASE_URL`, then `https://api.orq.ai` */
  readonly baseUrl?: string | undefined;
  /**
   * Sends the requests, in place of the runtime's `fetch`. Called as `fetch(url, init)`, with `redirect: "manual"`.
   * @default globalThis.fetch
   */
  readonly fetch?: Fetch;
  /** Sent with every request. `authorization` is the client's own. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * The largest reply that is read, in bytes after decompression.
   * @default 33_554_432 (32 MiB)
   */
  readonly maxResponseBytes?: number;
  /**
   * Where log lines go, such as `console`. The environment variable `ORQ_LOG` sets the level: `off`, `error`, `warn`,
   * `info` or `debug`; it logs to `console` where there is no logger.
   * @default no logging; with a logger, level `warn`
   */
  readonly logger?: Logger;
  /** Told of each request, reply, retry and final error. It observes: what it throws changes nothing. */
  readonly onEvent?: (event: OrqEvent) => void;
  /** Permits a base URL of plain `http:` that is not on loopback: the key can then be read on the way. */
  readonly allowInsecure?: boolean;
  /** Permits a client in a web page, whose every visitor can then read the key and use the workspace. */
  readonly allowBrowser?: boolean;
}

export interface ResolvedOptions {
  readonly keys: KeySource;
  readonly baseUrl: string;
  readonly fetch: Fetch;
  readonly headers: Readonly<Record<string, string>>;
  readonly limits: Required<CallLimits>;
  readonly maxResponseBytes: number;
  readonly observer: Observer | undefined;
}

/** @throws {ConfigError} that names the option. */
export function resolveOptions(options: OrqOptions): ResolvedOptions {
  if (typeof options !== "object" || options === null) throw new ConfigError("the options must be an object");
  const { fetch, headers = {}, onEvent, logger, allowInsecure = false, allowBrowser = false } = options;
  if (!allowBrowser && isPage()) {
    throw new ConfigError("in a web page, everybody can read the key: allowBrowser: true permits it all the same");
  }
  checkFunction("fetch", fetch);
  checkFunction("onEvent", onEvent);
  if (logger === null) throw new ConfigError("logger must be an object such as console");
  if (logger !== undefined) for (const level of logMethods) checkFunction(`logger.${level}`, logger[level] ?? null);
  const listeners = [logListener(logger), onEvent].filter((listener) => listener !== undefined);
  return {
    keys: resolveApiKey(options.apiKey),
    baseUrl: resolveBaseUrl(options.baseUrl, allowInsecure),
    // Looked up at each call, since tests and tracers replace it.
    fetch: fetch ?? ((url, init) => globalThis.fetch(url, init)),
    headers: callHeaders({}, { headers }),
    limits: resolveLimits(options),
    maxResponseBytes: resolveMaxResponseBytes(options.maxResponseBytes),
    observer: listeners.length === 0 ? undefined : new Observer(listeners),
  };
}

const logMethods = ["debug", "info", "warn", "error"] as const;

function isPage(): boolean {
  const { window } = globalThis as { window?: { document?: unknown } };
  return typeof window?.document === "object";
}
