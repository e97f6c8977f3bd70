import { type ErrorBody, parseErrorBody } from "./error-body.ts";
import { type ReplyDetails, ReplyError } from "./errors.ts";

/** The server answered with a status that is not a success. */
export class StatusError extends ReplyError {
  override readonly name: string = "StatusError";
  /** The API's own code for the error, such as `invalid_api_key`, where its body gives one. */
  readonly apiCode: string | undefined;
  /** The documentation page that the API's error body names. */
  readonly docUrl: string | undefined;

  constructor(details: ReplyDetails, { message, apiCode, docUrl }: ErrorBody = parseErrorBody(details.body)) {
    super(`${details.method} ${details.path}: ${details.status}${message ? `: ${message}` : ""}`, details);
    this.apiCode = apiCode;
    this.docUrl = docUrl;
  }
}

/** 400: the server refused the request as malformed. */
export class BadRequestError extends StatusError {
  override readonly name = "BadRequestError";
}

/** 401 or 403: the key is missing, wrong, expired, or not allowed to do this. */
export class AuthError extends StatusError {
  override readonly name = "AuthError";
}

/** 404: there is no such record. */
export class NotFoundError extends StatusError {
  override readonly name = "NotFoundError";
}

/** 409: the record is there already, or was changed meanwhile. */
export class ConflictError extends StatusError {
  override readonly name = "ConflictError";
}

/** 422: the request is well-formed, and its content is refused. */
export class UnprocessableEntityError extends StatusError {
  override readonly name = "UnprocessableEntityError";
}

/** 429: too many requests, or a quota is used up. */
export class RateLimitError extends StatusError {
  override readonly name = "RateLimitError";
}

/** 500 and above: the server failed. */
export class ServerError extends StatusError {
  override readonly name = "ServerError";
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
export function statusError(details: ReplyDetails): StatusError {
  return new (byStatus[details.status] ?? (details.status >= 500 ? ServerError : StatusError))(details);
}
