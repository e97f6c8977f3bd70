import type { Observer } from "./observer.ts";

/** What a call is, before it begins. */
export interface CallScopeOptions {
  /** The operation's key, such as `PATCH /v2/identities/{id}`. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  /** Path without query, for messages: a query may hold personal data. */
  readonly path: string;
  readonly idempotent: boolean;
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly eventTimeoutMs: number;
  readonly observer: Observer | undefined;
  /** Called at the end of the call. */
  readonly release: (() => void) | undefined;
}
