import { ConnectionError, ResponseParseError, ResponseTooLargeError } from "../errors/errors.ts";
import type { OrqError } from "../errors/orq-error.ts";
import type { Exchange } from "./attempt.ts";
import { connectionFailure, innermostMessage } from "./connection-failure.ts";
import { BodyTooLarge, readBody } from "./read-body.ts";
import type { OutgoingRequest } from "./send.ts";

/** What a client sends its requests with: the runtime's `fetch`, or one that takes the same. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Returns the innermost step: one exchange with the server, headers and body. Every failure becomes an `OrqError`. */
export function createExchange(fetch: Fetch, maxResponseBytes: number): Exchange {
  return async (request, signal) => {
    const { scope } = request;
    let response: Response;
    try {
      response = checkedResponse(await fetch(request.url, initOf(request, signal)));
    } catch (error) {
      throw noReply(error, request);
    }
    // Too late: nobody waits for it any more, and a custom fetch may not have heard.
    if (signal.aborted) response.body?.cancel().catch(() => {});
    scope.replied(response);
    try {
      return { response, body: await readBody(response, maxResponseBytes) };
    } catch (error) {
      const failure = readFailure(error, response, request, maxResponseBytes);
      // An error counts by its status, even if its body cannot be read.
      if (response.ok) throw failure;
      return { response, body: "", failure };
    }
  };
}

function initOf({ method, headers, body, repeatable }: OutgoingRequest, signal: AbortSignal): RequestInit {
  const init: RequestInit & { duplex?: "half" } = { method, headers, body: body ?? null, redirect: "manual", signal };
  if (!repeatable) init.duplex = "half";
  return init;
}

/** @throws {TypeError} for what a custom `fetch` may return in place of a `Response`. */
function checkedResponse(response: unknown): Response {
  const { status, headers } = Object(response) as Partial<Response>;
  if (typeof status !== "number" || typeof headers?.get !== "function")
    throw new TypeError("fetch returned no Response");
  return response as Response;
}

function noReply(cause: unknown, { scope }: OutgoingRequest): ConnectionError {
  const { code, neverSent } = connectionFailure(cause);
  if (neverSent) scope.neverSent();
  return scope.error(ConnectionError, `no reply (${code})${innermostMessage(cause, (text) => scope.hide(text))}`, {
    code,
    neverSent,
    cause,
  });
}

function readFailure(cause: unknown, { status }: Response, { scope }: OutgoingRequest, maxBytes: number): OrqError {
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
