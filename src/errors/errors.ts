import type { ConnectionCode, OrqErrorCode } from "./codes.ts";

/** What every error of this library can say about the call that failed. */
export interface ErrorDetails {
  /** HTTP method, such as `PATCH`. */
  readonly method?: string | undefined;
  /** Path of the request, without its query. */
  readonly path?: string | undefined;
  /** Status of the reply, as far as one came. */
  readonly status?: number | undefined;
  /** The server's name for this exchange (`x-request-id`), for support. */
  readonly requestId?: string | undefined;
  /** How many requests were sent, the last one included. */
  readonly attempts?: number | undefined;
  readonly cause?: unknown;
}

// In the global registry, so that two loaded copies of this library know each other's errors.
const kinds: symbol = Symbol.for("orq-client.error.kinds");

/** Base class of every error that this library throws. `instanceof` holds across two loaded copies of the library. */
export abstract class OrqError extends Error {
  /** Names the class, in minified code and in another copy too. */
  static readonly kind: string = "OrqError";

  /** What went wrong: a closed list, which the README explains. */
  abstract readonly code: OrqErrorCode;
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly attempts: number | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.kind;
    Object.defineProperty(this, kinds, { value: kindsOfClass(new.target) });
    this.method = details.method;
    this.path = details.path;
    this.status = details.status;
    this.requestId = details.requestId;
    this.attempts = details.attempts;
  }

  static override [Symbol.hasInstance](this: { readonly kind: string }, value: unknown): boolean {
    // biome-ignore-start lint/complexity/noThisInStatic: each subclass answers for itself
    // A class that a user derives has no kind of its own.
    if (!Object.hasOwn(this, "kind")) return Function.prototype[Symbol.hasInstance].call(this, value);
    return kindsOf(value).includes(this.kind);
    // biome-ignore-end lint/complexity/noThisInStatic: each subclass answers for itself
  }

  /** Fit for a log: neither the body of the reply nor the cause. */
  toJSON(): Record<string, unknown> {
    const { name, code, message, method, path, status, requestId, attempts } = this;
    return { name, code, message, method, path, status, requestId, attempts };
  }
}

function kindsOfClass(type: unknown): readonly string[] {
  if (typeof type !== "function") return [];
  const inherited = kindsOfClass(Object.getPrototypeOf(type));
  return Object.hasOwn(type, "kind") ? [(type as typeof OrqError).kind, ...inherited] : inherited;
}

function kindsOf(value: unknown): readonly unknown[] {
  const found: unknown = Object(value)[kinds];
  return Array.isArray(found) ? found : [];
}

/** Whether a thrown value is one of this library's errors, from whichever loaded copy. */
export function isOrqError(value: unknown): value is OrqError {
  return value instanceof OrqError;
}

/** An option, a key, a header or a base URL that cannot work. Thrown before anything is sent. */
export class ConfigError extends OrqError {
  static override readonly kind: string = "ConfigError";
  override readonly code = "CONFIG";
}

/** An argument that cannot be sent, such as an id of `..` or a body with `NaN`. Thrown before anything is sent. */
export class ValidationError extends OrqError {
  static override readonly kind: string = "ValidationError";
  override readonly code = "VALIDATION";
  /** Where in the body, as a JSON pointer (RFC 6901) such as `/metadata/score`; `""` is the body itself. */
  readonly pointer: string | undefined;

  constructor(message: string, details: ErrorDetails & { readonly pointer?: string } = {}) {
    super(message, details);
    this.pointer = details.pointer;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), pointer: this.pointer };
  }
}

/** `timeoutMs` or `totalTimeoutMs` has passed. With a `status`, the reply had begun: after a write, it has happened. */
export class TimeoutError extends OrqError {
  static override readonly kind: string = "TimeoutError";
  override readonly code = "TIMEOUT";
}

/** The caller's signal was aborted. `cause` is the signal's reason. */
export class AbortError extends OrqError {
  static override readonly kind: string = "AbortError";
  override readonly code = "ABORTED";
}

/** A list whose pages do not lead on: a cursor that comes again, or an empty page that has more. */
export class PaginationError extends OrqError {
  static override readonly kind: string = "PaginationError";
  override readonly code = "PAGINATION";
}

export interface ConnectionDetails extends ErrorDetails {
  readonly code: ConnectionCode;
  readonly neverSent?: boolean;
  readonly staleSocket?: boolean;
}

/** No whole reply came: refused, reset, interrupted, or a name that does not resolve. `cause`: what the runtime said. */
export class ConnectionError extends OrqError {
  static override readonly kind: string = "ConnectionError";
  override readonly code: ConnectionCode;
  /** There was no connection, so the server cannot have seen the request. */
  readonly neverSent: boolean;
  /** The server closed a socket that had served before, and sent nothing for this request. */
  readonly staleSocket: boolean;

  constructor(message: string, details: ConnectionDetails) {
    super(message, details);
    this.code = details.code;
    this.neverSent = details.neverSent ?? false;
    this.staleSocket = details.staleSocket ?? false;
  }

  override toJSON(): Record<string, unknown> {
    const { neverSent, staleSocket } = this;
    return { ...super.toJSON(), neverSent, staleSocket };
  }
}

export interface ReplyDetails extends ErrorDetails {
  readonly status: number;
  /** The reply's body: parsed JSON where it is that, else its text, else `undefined`. */
  readonly body?: unknown;
}

/** A reply that came, and is not what the operation promises. */
export abstract class ReplyError extends OrqError {
  static override readonly kind: string = "ReplyError";
  declare readonly status: number;
  readonly body: unknown;

  constructor(message: string, details: ReplyDetails) {
    super(message, details);
    this.body = details.body;
  }
}

/** A successful reply whose body cannot be read as the operation's. After a write, the write has happened. */
export class ResponseParseError extends ReplyError {
  static override readonly kind: string = "ResponseParseError";
  override readonly code = "PARSE";
}

/** A successful reply with more than `maxResponseBytes`, decompressed. After a write, the write has happened. */
export class ResponseTooLargeError extends ReplyError {
  static override readonly kind: string = "ResponseTooLargeError";
  override readonly code = "TOO_LARGE";
}

/** A redirect that is not followed: to another origin, a fourth one, or one that would lose what was to be written. */
export class RedirectError extends ReplyError {
  static override readonly kind: string = "RedirectError";
  override readonly code = "REDIRECT";
}
