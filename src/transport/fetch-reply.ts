import { ConnectionError, type OrqError, ResponseParseError, ResponseTooLargeError } from "../errors.ts";
import { connectionFailure } from "./connection-failure.ts";
import { BodyTooLarge, readBody } from "./read-body.ts";
import { replyOf } from "./reply.ts";
import { hideSecret, safeCause } from "./safe-cause.ts";
import type { OutgoingRequest, Reply, Send } from "./send.ts";
import { isStaleSocket } from "./stale-socket.ts";

/** What a client sends its requests with: the runtime's `fetch`, or one that takes the same. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The innermost step: one exchange with the server, headers and body. Whatever fails, it says so in our own words. */
export function fetchReply(fetch: Fetch, maxResponseBytes: number): Send {
  return async (request) => {
    const response = await send(fetch, request);
    request.scope.response = response;
    if (response.ok) return replyOf(response, request, await read(response, request, maxResponseBytes));
    return readError(response, request, maxResponseBytes);
  };
}

async function send(fetch: Fetch, request: OutgoingRequest): Promise<Response> {
  const { method, url, headers, body, signal, repeatable } = request;
  const init: RequestInit & { duplex?: "half" } = { method, headers, redirect: "manual" };
  if (signal !== undefined) init.signal = signal;
  if (body !== undefined) init.body = body;
  if (!repeatable) init.duplex = "half";
  try {
    return await fetch(url, init);
  } catch (error) {
    const { code, neverSent } = connectionFailure(error);
    throw new ConnectionError(`${method} ${request.path}: no reply (${code})`, {
      ...request.scope.details,
      code,
      neverSent,
      staleSocket: isStaleSocket(error, request),
      cause: safeCause(error, secretOf(request)),
    });
  }
}

async function read(response: Response, request: OutgoingRequest, maxBytes: number): Promise<Reply["content"]> {
  try {
    return await readBody(response, request.readAs, maxBytes);
  } catch (error) {
    throw readFailure(error, response, request, maxBytes);
  }
}

/** An error counts by its status, even if its body cannot be read. */
async function readError(response: Response, request: OutgoingRequest, maxBytes: number): Promise<Reply> {
  try {
    const content = await readBody(response, request.readAs, maxBytes);
    // Some servers repeat the key that they refuse.
    const safe = typeof content === "string" ? hideSecret(content, secretOf(request)) : content;
    return replyOf(response, request, safe);
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
  const cause = safeCause(error, secretOf(request));
  if (undecodable) return new ResponseParseError(`${prefix} its body cannot be decompressed`, { ...details, cause });
  return new ConnectionError(`${prefix} then the response body was interrupted (${code})`, { ...details, code, cause });
}

function secretOf({ headers }: OutgoingRequest): string {
  return headers.get("authorization")?.replace(/^Bearer /, "") ?? "";
}
