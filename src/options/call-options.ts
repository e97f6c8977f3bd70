import { ConfigError } from "../errors/errors.ts";
import { checkHeaders } from "./headers.ts";
import type { CallLimits } from "./limits.ts";

/** What any single call can be given, beside its parameters and body. Its limits count before the client's. */
export interface CallOptions extends CallLimits {
  /** Ends the call at once when it is aborted, with an `AbortError`. */
  readonly signal?: AbortSignal;
  /** Sent beside the client's headers; `null` leaves one of those out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Sent as `Idempotency-Key`, the same with each attempt. It does not by itself make the call one that is retried. */
  readonly idempotencyKey?: string;
  /**
   * Doing it twice is the same as doing it once, so that it can be retried whatever happened to the first attempt.
   * @default true for GET, HEAD, PUT and DELETE, `identities.update` and `contacts.create`; else false
   */
  readonly idempotent?: boolean;
}

const idempotentMethods: readonly string[] = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"];

export function isIdempotent(method: string, ofCall: boolean | undefined, ofOperation?: boolean): boolean {
  return ofCall ?? ofOperation ?? idempotentMethods.includes(method);
}

/**
 * The headers of a call: the client's, then its own, checked; its own names are lowered as well.
 *
 * @throws {ConfigError} that names the option or the header.
 */
export function callHeaders(
  ofClient: Readonly<Record<string, string>>,
  {
    headers,
    idempotencyKey,
  }: { readonly headers?: CallOptions["headers"] | undefined; readonly idempotencyKey?: string },
): Record<string, string> {
  const merged = { ...ofClient };
  if (headers !== undefined) {
    checkHeaders(headers, "headers");
    for (const [name, value] of Object.entries(headers)) {
      if (value === null) delete merged[name.toLowerCase()];
      else if (value !== undefined) merged[name.toLowerCase()] = value;
    }
  }
  if (idempotencyKey === "") throw new ConfigError("idempotencyKey is empty");
  if (idempotencyKey !== undefined) {
    checkHeaders({ "idempotency-key": idempotencyKey }, "idempotencyKey");
    merged["idempotency-key"] = idempotencyKey;
  }
  return merged;
}

/** @throws {ConfigError} for what is no signal. */
export function checkSignal(signal: unknown): void {
  if (signal === undefined || typeof Object(signal).addEventListener === "function") return;
  throw new ConfigError("signal must be an AbortSignal");
}
