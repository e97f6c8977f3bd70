export type { Api } from "./api.ts";
export type { ApiKey } from "./api-key.ts";
export type { CallOptions } from "./call.ts";
export { ConfigError, ConnectionError, OrqError, ReplyError, ResponseParseError, ValidationError } from "./errors.ts";
export type { Body, Init, Operation, Query, Result } from "./operation.ts";
export { Orq, type OrqOptions, type SpecClient } from "./orq.ts";
export type { Page, PagePromise } from "./page-promise.ts";
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
