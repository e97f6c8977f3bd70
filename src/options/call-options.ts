import { ConfigError } from "../errors/errors.ts";
import { type HeaderValues, mergeHeaders, withIdentity } from "./headers.ts";
import { type CallLimits, noLimits, type ResolvedLimits, resolveLimits } from "./limits.ts";
import type { Unset } from "./own-options.ts";

/** The options of a single call, beside its parameters and body. Its limits win over the client's. */
export interface CallOptions extends CallLimits {
  /** Ends the call at once when it is aborted, with an `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** Sent beside the client's headers. `null` removes one of those. */
  readonly headers?: HeaderValues | undefined;
  /** On whose behalf the call is made, in place of the client's `identity`. */
  readonly identity?: string | undefined;
  /** Sent as `Idempotency-Key`, the same with each attempt. It does not by itself make the call one that is retried. */
  readonly idempotencyKey?: string | undefined;
  /**
   * Repeating the request has no further effect, so it is retried even when the first attempt may have reached the
   * server.
   * @default true for GET, HEAD, PUT and DELETE, `identities.update` and `contacts.create`; otherwise false
   */
  readonly idempotent?: boolean | undefined;
}

export const noCallOptions: Unset<CallOptions> = {
  ...noLimits,
  signal: undefined,
  headers: undefined,
  identity: undefined,
  idempotencyKey: undefined,
  idempotent: undefined,
};

/** The options of a call, checked, with the client's in place of those that are open. */
export interface ResolvedCallOptions {
  readonly signal: AbortSignal | undefined;
  readonly headers: Record<string, string>;
  readonly idempotent: boolean | undefined;
  readonly limits: ResolvedLimits;
}

/** @throws {ConfigError} that names the option. */
export function resolveCallOptions(
  options: CallOptions,
  parameters: HeaderValues | undefined,
  client: { readonly headers: Readonly<Record<string, string>>; readonly limits: ResolvedLimits },
): ResolvedCallOptions {
  const { signal, idempotent, idempotencyKey } = options;
  checkSignal(signal);
  if (idempotent !== undefined && typeof idempotent !== "boolean")
    throw new ConfigError("idempotent must be a boolean");
  let headers = mergeHeaders(client.headers, parameters, "params.header");
  if (options.headers !== undefined) headers = mergeHeaders(headers, options.headers, "headers");
  headers = withIdentity(headers, options.identity);
  if (idempotencyKey !== undefined) {
    if (typeof idempotencyKey !== "string" || idempotencyKey === "") {
      throw new ConfigError("idempotencyKey must be a string that is not empty");
    }
    Object.assign(headers, mergeHeaders({}, { "idempotency-key": idempotencyKey }, "idempotencyKey"));
  }
  return { signal, headers, idempotent, limits: resolveLimits(options, client.limits) };
}

/** @throws {ConfigError} for what is not a signal. */
export function checkSignal(signal: unknown): void {
  if (signal !== undefined && typeof Object(signal).removeEventListener !== "function") {
    throw new ConfigError("signal must be an AbortSignal");
  }
}
