import { ConfigError, OrqError } from "./errors/errors.ts";
import { type CallOptions, callHeaders, isIdempotent } from "./options/call-options.ts";
import { type CallLimits, resolveLimits } from "./options/limits.ts";
import { encodeBody } from "./request/body.ts";
import { parseError } from "./results/read-reply.ts";
import { CallScope } from "./transport/call-scope.ts";
import type { Observer } from "./transport/observer.ts";
import type { Reply, Send } from "./transport/send.ts";

export interface ApiFetchOptions {
  readonly send: Send;
  readonly origin: string;
  readonly limits: Required<CallLimits>;
  readonly observer: Observer | undefined;
}

/**
 * The same transport for a real `Request`, which middleware of `orq.api` may have changed. openapi-fetch leaves what it
 * does not know of a call's options on the request: that is how a call of `orq.api` sets its own limits.
 */
export function createApiFetch(
  options: ApiFetchOptions,
): (request: Request & Omit<CallOptions, "headers" | "signal">) => Promise<Response> {
  const { send, origin, limits, observer } = options;
  return async (request) => {
    const { method, url, signal } = request;
    const { origin: target, pathname: path } = new URL(url);
    if (target !== origin) throw new ConfigError(`orq.api sends its key to ${origin} alone, and not to ${target}`);
    const { maxRetries, ...times } = resolveLimits(request, limits);
    const scope = new CallScope({ method, path, signal, ...times });
    try {
      const { idempotencyKey } = request;
      const ofRequest = Object.fromEntries(request.headers);
      const headers = callHeaders(ofRequest, idempotencyKey === undefined ? {} : { idempotencyKey });
      // Read to its end before it is sent, so that it can be sent again.
      const body = await scope.run(() => scope.wait(() => readBody(request), Number.POSITIVE_INFINITY));
      const idempotent = isIdempotent(method, request.idempotent);
      const sent = { method, url, path, operation: undefined, headers, body, repeatable: true, idempotent, maxRetries };
      return responseOf(await send({ ...sent, readAs: "bytes", scope }), scope);
    } catch (error) {
      if (error instanceof OrqError) observer?.error({ method, url, operation: undefined, scope }, error);
      throw error;
    }
  };
}

/** A body of `orq.api`: as openapi-fetch does it, and checked. */
export function encodeApiBody(body: unknown, headers: Headers): unknown {
  const contentType = headers.get("content-type") ?? undefined;
  return contentType === "application/x-www-form-urlencoded"
    ? new URLSearchParams(body as Record<string, string>)
    : encodeBody(body, contentType).body;
}

async function readBody(request: Request): Promise<ArrayBuffer | undefined> {
  return request.body === null ? undefined : request.arrayBuffer();
}

/** Statuses that a `Response` with a body cannot have. */
const bodiless: readonly number[] = [101, 204, 205, 304];

/** A response that has not been read, of a reply that has. */
function responseOf(reply: Reply, scope: CallScope): Response {
  const { status, content, response: original } = reply;
  const headers = new Headers(original.headers);
  // As it is now, decompressed; openapi-fetch reads JSON with json() where it finds a length.
  headers.set("content-length", String(content.length));
  headers.delete("content-encoding");
  const body = bodiless.includes(status) ? null : content;
  const response = new Response(body, { status, statusText: original.statusText, headers });
  const json = async (): Promise<unknown> => {
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      throw parseError(scope.hide(text), headers.get("content-type") ?? "", { ...scope.details, status });
    }
  };
  return Object.defineProperties(response, { url: { value: original.url }, json: { value: json } });
}
