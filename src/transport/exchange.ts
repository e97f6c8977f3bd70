import { ConnectionError } from "../errors/errors.ts";
import type { Exchange } from "./attempt.ts";
import { connectionFailure, innermostMessage } from "./connection-failure.ts";
import type { Fetch } from "./fetch.ts";
import { OpenReply } from "./open-reply.ts";
import { readBody } from "./read-body.ts";
import { readFailure } from "./read-failure.ts";
import type { OutgoingRequest } from "./send.ts";

/** Returns the innermost step: one exchange with the server, headers and body. Every failure becomes an `OrqError`. */
export function createExchange(fetch: Fetch, maxResponseBytes: number): Exchange {
  return async (request, signal) => {
    const { scope, unread } = request;
    let response: Response;
    try {
      response = checkedResponse(await fetch(request.url, initOf(request, signal)));
    } catch (error) {
      throw noReply(error, request);
    }
    // Too late: nobody waits for it any more, and a custom fetch may not have heard.
    if (signal.aborted) response.body?.cancel().catch(() => {});
    scope.replied(response);
    if (response.ok && unread !== undefined && (unread === "bytes" || isEvents(response))) {
      return { response, body: "", open: new OpenReply(response, scope, unread, maxResponseBytes) };
    }
    try {
      return { response, body: await readBody(response, maxResponseBytes) };
    } catch (error) {
      const failure = readFailure(error, response, scope, maxResponseBytes);
      // An error counts by its status, even if its body cannot be read.
      if (response.ok) throw failure;
      return { response, body: "", failure };
    }
  };
}

/** Tells whether a reply is a stream of events, or none at all. Anything else is read whole, for the error. */
function isEvents({ status, headers }: Response): boolean {
  return status === 204 || /^text\/event-stream\b/i.test(headers.get("content-type") ?? "");
}

function initOf(request: OutgoingRequest, signal: AbortSignal): RequestInit {
  const { method, headers, repeatable } = request;
  const init: RequestInit & { duplex?: "half" } = {
    method,
    headers,
    body: bodyOf(request),
    redirect: "manual",
    signal,
  };
  if (!repeatable) init.duplex = "half";
  return init;
}

/**
 * Returns the body. Where a used connection breaks, Deno sends a request once more by itself, and does not ask whether that
 * is harmless. It does not do so with a `Blob`, a form or a stream.
 */
function bodyOf({ body = null, idempotent }: OutgoingRequest): BodyInit | null {
  if (idempotent || !("Deno" in globalThis) || body instanceof FormData || body instanceof ReadableStream) return body;
  return new Blob([(body ?? "") as BlobPart]);
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
