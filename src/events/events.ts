import type { OrqError } from "../errors/errors.ts";

/** What every event says. */
export interface EventOfCall {
  /** The same for all events of one call. */
  readonly callId: number;
  /** The operation's key, such as `PATCH /v2/identities/{id}`; `undefined` for a call of `orq.api`. */
  readonly operation: string | undefined;
  readonly method: string;
  /** Without the query, which may hold personal data. */
  readonly url: string;
  /** Counts the requests of this call, from 1. */
  readonly attempt: number;
}

/** A request is about to be sent. Headers that are not on the list of harmless ones read `[redacted]`. */
export interface RequestEvent extends EventOfCall {
  readonly type: "request";
  readonly headers: Readonly<Record<string, string>>;
}

/** A reply is there, whatever its status. */
export interface ResponseEvent extends EventOfCall {
  readonly type: "response";
  readonly status: number;
  readonly requestId: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Of this attempt, its body included. */
  readonly durationMs: number;
}

/** Another attempt follows, after `delayMs`. */
export interface RetryEvent extends EventOfCall {
  readonly type: "retry";
  readonly delayMs: number;
  /** Such as `status 503` or `ECONNRESET`. */
  readonly reason: string;
}

/** The call has failed, for good. */
export interface ErrorEvent extends EventOfCall {
  readonly type: "error";
  readonly error: OrqError;
  /** Of the whole call. */
  readonly durationMs: number;
}

/** What `onEvent` is told. */
export type OrqEvent = RequestEvent | ResponseEvent | RetryEvent | ErrorEvent;
