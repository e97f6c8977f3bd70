import { ConnectionError, ResponseParseError, ResponseTooLargeError } from "../errors/errors.ts";
import type { OrqError } from "../errors/orq-error.ts";
import type { CallScope } from "./call-scope.ts";
import { connectionFailure, innermostMessage } from "./connection-failure.ts";
import { BodyTooLarge } from "./read-body.ts";

/** Makes the error of a body that did not arrive whole. */
export function readFailure(cause: unknown, { status }: Response, scope: CallScope, maxBytes: number): OrqError {
  const answered = `the server answered ${status}, and`;
  if (cause instanceof BodyTooLarge) {
    const problem = `${answered} its body is larger than ${maxBytes} bytes (maxResponseBytes)`;
    return scope.error(ResponseTooLargeError, problem, { status });
  }
  const { code, undecodable } = connectionFailure(cause);
  if (undecodable)
    return scope.error(ResponseParseError, `${answered} its body cannot be decompressed`, { status, cause });
  const problem = `${answered} then the response body was interrupted (${code})${innermostMessage(cause, (text) => scope.hide(text))}`;
  return scope.error(ConnectionError, problem, { code, neverSent: false, cause });
}
