import type { AnyOrqError } from "../errors/any-orq-error.ts";

/** The part that all events have. */
export interface EventOfCall {
  /** The same for all events of one call. */
  readonly callId: number;
  /** The operation's key, such as `PATCH /v2/identities/{id}`. */
  readonly operation: string;
  /** HTTP method, such as `PATCH`. */
  readonly method: string;
  /** Without the query, which may hold personal data. */
  readonly url: string;
  /** Counts the requests of this call, from 1. */
  readonly attempt: number;
}

/** A request is about to be sent. Headers that are not on the list of harmless ones read `[redacted]`. */
export interface RequestEvent extends EventOfCall {
  /** Tells the events apart. */
  readonly type: "request";
  /** The headers that are sent, redacted. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A reply has arrived, whatever its status. */
export interface ResponseEvent extends EventOfCall {
  /** Tells the events apart. */
  readonly type: "response";
  /** Status of the reply. */
  readonly status: number;
  /** The server's name for this exchange: `x-request-id`, else `x-orq-trace-id`. */
  readonly requestId: string | undefined;
  /** The headers of the reply, redacted as those of a request. */
  readonly headers: Readonly<Record<string, string>>;
  /** How long this attempt took, including its body, in milliseconds. */
  readonly durationMs: number;
}

/** Another attempt follows after `delayMs`. */
export interface RetryEvent extends EventOfCall {
  /** Tells the events apart. */
  readonly type: "retry";
  /** How long the client waits before it sends again, in milliseconds. */
  readonly delayMs: number;
  /** Such as `status 503` or `ECONNRESET`. */
  readonly reason: string;
}

/** The call has failed for good. */
export interface ErrorEvent extends EventOfCall {
  /** Tells the events apart. */
  readonly type: "error";
  /** What the call throws. */
  readonly error: AnyOrqError;
  /** How long the whole call took, in milliseconds. */
  readonly durationMs: number;
}

/** A reply that is read as it comes has begun. */
export interface StreamBeginEvent extends EventOfCall {
  /** Tells the events apart. */
  readonly type: "stream-begin";
}

/** A reply that was read as it came has ended: at its end, by an error (which has its own event), or because its reader left. */
export interface StreamEndEvent extends EventOfCall {
  /** Tells the events apart. */
  readonly type: "stream-end";
  /** How many events were given. Always 0 where the reply was not a stream of events. */
  readonly eventsReceived: number;
  /** How many bytes arrived, after decompression. */
  readonly bytesReceived: number;
  /** How long the whole call took, in milliseconds. */
  readonly durationMs: number;
}

/** An event that `onEvent` is called with. */
export type OrqEvent = RequestEvent | ResponseEvent | RetryEvent | ErrorEvent | StreamBeginEvent | StreamEndEvent;
