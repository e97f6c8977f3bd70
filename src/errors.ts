/** What every error of this library can say about the request that failed. */
export interface ErrorDetails {
  /** HTTP method, such as `PATCH`. */
  readonly method?: string;
  /** Path of the request, without its query. */
  readonly path?: string;
  readonly cause?: unknown;
}

/** Base class of every error that this library throws. */
export class OrqError extends Error {
  override readonly name: string = "OrqError";
  readonly method: string | undefined;
  readonly path: string | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.method = details.method;
    this.path = details.path;
  }
}

/** An option, a key or a base URL that cannot work. Thrown before anything is sent. */
export class ConfigError extends OrqError {
  override readonly name = "ConfigError";
}

/** An argument that cannot be sent, such as an id of `..`. Thrown before anything is sent. */
export class ValidationError extends OrqError {
  override readonly name = "ValidationError";
}

/** No whole reply came: refused, reset, or a name that does not resolve. `cause` is what the runtime said. */
export class ConnectionError extends OrqError {
  override readonly name = "ConnectionError";
}

export interface ReplyDetails extends ErrorDetails {
  readonly status: number;
  readonly requestId: string | undefined;
  /** The reply's body: parsed JSON where it is that, else its text, else `undefined`. */
  readonly body: unknown;
}

/** A reply that came, and is not what the operation promises. */
export class ReplyError extends OrqError {
  override readonly name: string = "ReplyError";
  readonly status: number;
  /** The server's name for this exchange (`x-request-id`), for support. */
  readonly requestId: string | undefined;
  readonly body: unknown;

  constructor(message: string, details: ReplyDetails) {
    super(message, details);
    this.status = details.status;
    this.requestId = details.requestId;
    this.body = details.body;
  }
}

/** A successful reply whose body cannot be read as the operation's. After a write, the write has happened. */
export class ResponseParseError extends ReplyError {
  override readonly name = "ResponseParseError";
}
