import type { OrqError } from "./orq-error.ts";

/** Gives an error a cause that is the caller's own, such as the reason of a signal: it is handed back as it is. */
export function withOwnCause<E extends OrqError>(error: E, cause: unknown): E {
  return Object.defineProperty(error, "cause", { value: cause, configurable: true, writable: true });
}
