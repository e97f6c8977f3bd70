import { ConnectionError, type OrqError, ResponseParseError, ResponseTooLargeError } from "../errors/errors.ts";
import { safeCause } from "../errors/secrets.ts";
import { connectionFailure } from "./connection-failure.ts";
import { BodyTooLarge, readBody } from "./read-body.ts";
import { replyOf } from "./reply.ts";
import type { OutgoingRequest, Reply, Send } from "./send.ts";
import { isStaleSocket } from "./stale-socket.ts";

/** What a client sends its requests with: the runtime's `fetch`, or one that takes the same. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The innermost step: one exchange with the server, headers and body. Whatever fails, it says so in our own words. */
export function fetchReply(fetch: Fetch, maxResponseBytes: number): Send {
  return async (request) => {
    let response: Response;
    try {
      response = await fetch(request.url, initOf(request));
      if (typeof response?.status !== "number") throw new TypeError("fetch gave no Response");
    } catch (error) {
      throw noReply(error, request);
    }
    request.scope.response = response;
    if (!response.ok) return readError(response, request, maxResponseBytes);
    try {
      return replyOf(response, request, await readBody(response, request.readAs, maxResponseBytes));
    } catch (error) {
      throw readFailure(error, response, request, maxResponseBytes);
    }
  };
}

function initOf({ method, headers, body, repeatable, scope }: OutgoingRequest): RequestInit {
  const init: RequestInit & { duplex?: "half" } = { method, headers, redirect: "manual" };
  if (scope.attemptSignal !== undefined) init.signal = scope.attemptSignal;
  if (body !== undefined) init.body = body;
  if (!repeatable) init.duplex = "half";
  return init;
}

function noReply(error: unknown, request: OutgoingRequest): ConnectionError {
  const { code, neverSent } = connectionFailure(error);
  return new ConnectionError(`${request.method} ${request.path}: no reply (${code})`, {
    ...request.scope.details,
    code,
    neverSent,
    staleSocket: isStaleSocket(error, request),
    cause: safeCause(error, request.scope.secret),
  });
}

/** An error counts by its status, even if its body cannot be read. */
async function readError(response: Response, request: OutgoingRequest, maxBytes: number): Promise<Reply> {
  try {
    return replyOf(response, request, await readBody(response, request.readAs, maxBytes));
  } catch (error) {
    return replyOf(response, request, "", readFailure(error, response, request, maxBytes));
  }
}

function readFailure(error: unknown, { status }: Response, request: OutgoingRequest, maxBytes: number): OrqError {
  const details = { ...request.scope.details, status };
  const prefix = `${request.method} ${request.path}: the server answered ${status}, and`;
  if (error instanceof BodyTooLarge) {
    return new ResponseTooLargeError(`${prefix} its body is larger than ${maxBytes} bytes (maxResponseBytes)`, details);
  }
  const { code, undecodable } = connectionFailure(error);
  const cause = safeCause(error, request.scope.secret);
  if (undecodable) return new ResponseParseError(`${prefix} its body cannot be decompressed`, { ...details, cause });
  return new ConnectionError(`${prefix} then the response body was interrupted (${code})`, { ...details, code, cause });
}
