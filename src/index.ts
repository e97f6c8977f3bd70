export type { Api } from "./api.ts";
export type { ApiKey, KeyRequest } from "./api-key.ts";
export type { CallOptions } from "./call-options.ts";
export type { ConnectionCode, OrqErrorCode } from "./error-code.ts";
export {
  AbortError,
  ConfigError,
  ConnectionError,
  isOrqError,
  OrqError,
  PaginationError,
  RedirectError,
  ReplyError,
  ResponseParseError,
  ResponseTooLargeError,
  TimeoutError,
  ValidationError,
} from "./errors.ts";
export type { Logger, LogLevel } from "./logger.ts";
export type { Body, Init, Operation, Query, Result } from "./operation.ts";
export { Orq, type SpecClient } from "./orq.ts";
export type { OrqOptions } from "./orq-options.ts";
export type { Page, PageOptions, PagePromise } from "./page-promise.ts";
export type { Contact, ContactCreate } from "./resources/contacts.ts";
export type {
  CreatedIdentity,
  Identity,
  IdentityCreate,
  IdentityListQuery,
  IdentityPage,
  IdentityRetrieveQuery,
  IdentityUpdate,
  IdentityWithMetrics,
  ListedIdentity,
} from "./resources/identities.ts";
export type { ResponsePromise, WithResponse } from "./response-promise.ts";
export type { paths } from "./spec.ts";
export {
  AuthError,
  BadRequestError,
  ConflictError,
  NotFoundError,
  RateLimitError,
  ServerError,
  StatusError,
  UnprocessableEntityError,
} from "./status-error.ts";
export type { ErrorEvent, OrqEvent, RequestEvent, ResponseEvent, RetryEvent } from "./transport/events.ts";
export type { Fetch } from "./transport/fetch-reply.ts";
