import { type ErrorBody, parseErrorBody } from "./error-body.ts";
import { type ReplyDetails, ReplyError } from "./errors.ts";

export interface StatusDetails extends ReplyDetails {
  readonly retryAfterMs?: number | undefined;
}

/** The server answered with a status that is not a success. */
export class StatusError extends ReplyError {
  static override readonly kind: string = "StatusError";
  override readonly code = "STATUS";
  /** The API's own code for the error, such as `invalid_api_key`, where its body gives one. */
  readonly apiCode: string | undefined;
  /** The documentation page that the API's error body names. */
  readonly docUrl: string | undefined;
  /** How long the server asks to wait before the next request, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(details: StatusDetails, { message, apiCode, docUrl }: ErrorBody = parseErrorBody(details.body)) {
    super(`${details.method} ${details.path}: ${details.status}${message ? `: ${message}` : ""}`, details);
    this.apiCode = apiCode;
    this.docUrl = docUrl;
    this.retryAfterMs = details.retryAfterMs;
  }

  override toJSON(): Record<string, unknown> {
    const { apiCode, docUrl, retryAfterMs } = this;
    return { ...super.toJSON(), apiCode, docUrl, retryAfterMs };
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

/** 409: the record is there already, or was changed meanwhile. */
export class ConflictError extends StatusError {
  static override readonly kind: string = "ConflictError";
}

/** 422: the request is well-formed, and its content is refused. */
export class UnprocessableEntityError extends StatusError {
  static override readonly kind: string = "UnprocessableEntityError";
}

/** 429: too many requests, or a quota is used up. `retryAfterMs` says how long to wait, where the server does. */
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

/** The error of the class that fits the status. */
export function statusError(details: StatusDetails): StatusError {
  return new (byStatus[details.status] ?? (details.status >= 500 ? ServerError : StatusError))(details);
}
