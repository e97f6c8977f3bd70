export { type AnyOrqError, isOrqError } from "./errors/any-orq-error.ts";
export type { ConnectionCode, OrqErrorCode } from "./errors/codes.ts";
export {
  AbortError,
  ConfigError,
  ConnectionError,
  PaginationError,
  RedirectError,
  ReplyError,
  ResponseParseError,
  ResponseTooLargeError,
  StreamError,
  TimeoutError,
  ValidationError,
} from "./errors/errors.ts";
export { OrqError } from "./errors/orq-error.ts";
export {
  AuthError,
  BadRequestError,
  type Budget,
  ConflictError,
  NotFoundError,
  RateLimitError,
  ServerError,
  StatusError,
  UnprocessableEntityError,
} from "./errors/status-error.ts";
export type {
  ErrorEvent,
  OrqEvent,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  StreamBeginEvent,
  StreamEndEvent,
} from "./events/events.ts";
export type { Logger, LogLevel } from "./events/logger.ts";
export type { Item, ListInit, ListOperation } from "./list-operation.ts";
export type { Api } from "./openapi-fetch.ts";
export type { Body, Init, Operation, Query, Result, StreamEvent, StreamInit } from "./operation.ts";
export type { CallOptions } from "./options/call-options.ts";
export type { OrqOptions, OrqOverrides } from "./options/client-options.ts";
export type { HeaderValues } from "./options/headers.ts";
export { Orq, type SpecClient } from "./orq.ts";
export type { Contact, ContactCreate, Contacts } from "./resources/contacts.ts";
export type {
  CreatedIdentity,
  Identities,
  Identity,
  IdentityCreate,
  IdentityListQuery,
  IdentityPage,
  IdentityRetrieveQuery,
  IdentityUpdate,
  IdentityWithMetrics,
  ListedIdentity,
} from "./resources/identities.ts";
export { type IdentityRecord, type RequestIdentity, requestIdentity } from "./resources/request-identity.ts";
export type { SyncedIdentity, SyncOptions, SyncOutcome, SyncProgress } from "./resources/sync-identities.ts";
export type { UpsertedIdentity, UpsertOptions } from "./resources/upsert-identity.ts";
export type { NextPage, Page, PageOptions, PagePromise } from "./results/page-promise.ts";
export type { ResponsePromise, WithResponse } from "./results/response-promise.ts";
export type { StreamPromise } from "./results/stream-promise.ts";
export type { paths } from "./spec.ts";
export type { ApiKey, KeyRequest } from "./transport/auth/key-provider.ts";
export type { Fetch } from "./transport/fetch.ts";
