import type {
  AbortError,
  ConfigError,
  ConnectionError,
  PaginationError,
  RedirectError,
  ResponseParseError,
  ResponseTooLargeError,
  StreamError,
  TimeoutError,
  ValidationError,
} from "./errors.ts";
import { OrqError } from "./orq-error.ts";
import type { StatusError } from "./status-error.ts";

/** Every error that this library throws: `switch (error.code)` narrows it to its class. */
export type AnyOrqError =
  | AbortError
  | ConfigError
  | ConnectionError
  | PaginationError
  | RedirectError
  | ResponseParseError
  | ResponseTooLargeError
  | StatusError
  | StreamError
  | TimeoutError
  | ValidationError;

/** Tells whether a thrown value is one of this library's errors, from whichever loaded copy. */
export function isOrqError(value: unknown): value is AnyOrqError {
  return value instanceof OrqError;
}
