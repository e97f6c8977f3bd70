import type { ConnectionCode } from "./codes.ts";
import { type ErrorDetails, OrqError } from "./orq-error.ts";

/**
 * An option, a key, a header or a base URL that cannot work. Thrown before anything is sent. What middleware of `orq.api`
 * throws is the `cause` of one.
 */
export class ConfigError extends OrqError {
  static override readonly kind: string = "ConfigError";
  override readonly code = "CONFIG";
}

/** What a `ValidationError` can say. */
export interface ValidationDetails extends ErrorDetails {
  /** Where in the body, as a JSON pointer (RFC 6901). */
  readonly pointer?: string | undefined;
}

/** An argument that cannot be sent, such as an id of `..` or a body with `NaN`. Thrown before anything is sent. */
export class ValidationError extends OrqError {
  static override readonly kind: string = "ValidationError";
  override readonly code = "VALIDATION";
  /** Where in the body, as a JSON pointer (RFC 6901) such as `/metadata/score`; `""` is the body itself. */
  declare readonly pointer: string | undefined;

  constructor(message: string, details?: ValidationDetails) {
    super(message, details);
  }
}

/** `timeoutMs` or `totalTimeoutMs` has passed. If `status` is set, the server had begun to reply. */
export class TimeoutError extends OrqError {
  static override readonly kind: string = "TimeoutError";
  override readonly code = "TIMEOUT";
}

/** The caller's signal was aborted. `cause` is the signal's reason. */
export class AbortError extends OrqError {
  static override readonly kind: string = "AbortError";
  override readonly code = "ABORTED";
}

/** A list whose pages do not lead on: a cursor that comes again, an empty page with `has_more`, or no page after the last one. */
export class PaginationError extends OrqError {
  static override readonly kind: string = "PaginationError";
  override readonly code = "PAGINATION";
}

/** What a `ConnectionError` says. */
export interface ConnectionDetails extends ErrorDetails {
  /** Why no whole reply arrived. */
  readonly code: ConnectionCode;
  /** There was no connection, so the server cannot have seen the request. */
  readonly neverSent: boolean;
}

/** No whole reply arrived: refused, reset, interrupted, or a name that does not resolve. */
export class ConnectionError extends OrqError {
  static override readonly kind: string = "ConnectionError";
  /** Why no whole reply arrived. */
  declare readonly code: ConnectionCode;
  /** There was no connection, so the server cannot have seen the request. */
  declare readonly neverSent: boolean;

  constructor(message: string, details: ConnectionDetails) {
    super(message, details);
  }
}

/** What a `ReplyError` says. */
export interface ReplyDetails extends ErrorDetails {
  /** Status of the reply. */
  readonly status: number;
  /** The reply's body: parsed JSON, else its text, else `undefined`. */
  readonly body?: unknown;
}

/** The server replied, but not with what the operation promises. */
export abstract class ReplyError extends OrqError {
  static override readonly kind: string = "ReplyError";
  /** Status of the reply. */
  declare readonly status: number;
  /** Body of the reply: parsed JSON, else its text, else `undefined`. */
  declare readonly body: unknown;

  constructor(message: string, details: ReplyDetails) {
    super(message, details);
  }
}

/** A successful reply whose body cannot be read as the operation's. A write has taken effect. */
export class ResponseParseError extends ReplyError {
  static override readonly kind: string = "ResponseParseError";
  override readonly code = "PARSE";
}

/** A successful reply with more than `maxResponseBytes` after decompression. A write has taken effect. */
export class ResponseTooLargeError extends ReplyError {
  static override readonly kind: string = "ResponseTooLargeError";
  override readonly code = "TOO_LARGE";
}

/**
 * A redirect (RFC 9110, section 15.4) that is not followed: to another origin, a fourth one, or one that would lose what was
 * to be written.
 */
export class RedirectError extends ReplyError {
  static override readonly kind: string = "RedirectError";
  override readonly code = "REDIRECT";
}

/** What a `StreamError` can say. */
export interface StreamDetails extends ReplyDetails {
  /** The API's own code for the error. */
  readonly apiCode?: string | undefined;
}

/** The server reported a failure in the middle of a stream: an `error` event, or an event that holds an `error`. */
export class StreamError extends ReplyError {
  static override readonly kind: string = "StreamError";
  override readonly code = "STREAM";
  /** The API's own code for the error. */
  declare readonly apiCode: string | undefined;

  constructor(message: string, details: StreamDetails) {
    super(message, details);
  }
}
