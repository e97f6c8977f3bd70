import { type ReplyDetails, ReplyError } from "./errors.ts";

/** Whose budget a 429 is about, in the API's own words. */
export interface Budget {
  /** What kind of thing has the budget. */
  readonly scope_kind?: string | undefined;
  /** Which one of that kind. */
  readonly scope_target_id?: string | undefined;
  /** What is counted. */
  readonly dimension?: string | undefined;
}

/** What a `StatusError` can say. */
export interface StatusDetails extends ReplyDetails {
  /** The API's own code for the error. */
  readonly apiCode?: string | undefined;
  /** The documentation page that the API's error body names. */
  readonly docUrl?: string | undefined;
  /** Whose budget is used up. */
  readonly budget?: Budget | undefined;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** The server answered with a status that is not a success. The statuses that matter have a class of their own. */
export class StatusError extends ReplyError {
  static override readonly kind: string = "StatusError";
  override readonly code = "STATUS";
  /** The API's own code for the error, such as `invalid_api_key`. A numeric code is given as its digits. */
  declare readonly apiCode: string | undefined;
  /** The documentation page that the API's error body names. */
  declare readonly docUrl: string | undefined;
  /** Whose budget is used up, where the API says so. */
  declare readonly budget: Budget | undefined;
  /** How long the server asks to wait before the next request (`Retry-After`, RFC 9110), in milliseconds. */
  declare readonly retryAfterMs: number | undefined;

  constructor(message: string, details: StatusDetails) {
    super(message, details);
  }
}

/** 400: the server refused the request as malformed. */
export class BadRequestError extends StatusError {
  static override readonly kind: string = "BadRequestError";
}

/** 401 or 403: the key is missing, wrong, expired, or not allowed to do this. */
export class AuthError extends StatusError {
  static override readonly kind: string = "AuthError";
}

/** 404: there is no such record. */
export class NotFoundError extends StatusError {
  static override readonly kind: string = "NotFoundError";
}

/** 409: the record exists already, or was changed meanwhile. */
export class ConflictError extends StatusError {
  static override readonly kind: string = "ConflictError";
}

/** 422: the request is well-formed, and its content is refused. */
export class UnprocessableEntityError extends StatusError {
  static override readonly kind: string = "UnprocessableEntityError";
}

/** 429: too many requests, or a budget or quota is used up. */
export class RateLimitError extends StatusError {
  static override readonly kind: string = "RateLimitError";
}

/** 500 and above: the server failed. */
export class ServerError extends StatusError {
  static override readonly kind: string = "ServerError";
}

const byStatus: Readonly<Record<number, typeof StatusError>> = {
  400: BadRequestError,
  401: AuthError,
  403: AuthError,
  404: NotFoundError,
  409: ConflictError,
  422: UnprocessableEntityError,
  429: RateLimitError,
};

/** Returns the class of the error for a status. */
export function statusErrorClass(status: number): typeof StatusError {
  return byStatus[status] ?? (status >= 500 ? ServerError : StatusError);
}
