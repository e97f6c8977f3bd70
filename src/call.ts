import { captureStack } from "./errors/capture-stack.ts";
import { ConfigError, ValidationError } from "./errors/errors.ts";
import { OrqError } from "./errors/orq-error.ts";
import { finalUrl } from "./openapi-fetch.ts";
import type { Init, Operation, Result } from "./operation.ts";
import { type CallOptions, noCallOptions, resolveCallOptions } from "./options/call-options.ts";
import type { ResolvedOptions } from "./options/client-options.ts";
import { type HeaderValues, mergeHeaders } from "./options/headers.ts";
import { ownOptions, type Unset } from "./options/own-options.ts";
import { encodeBody, isRecord } from "./request/body.ts";
import { serializePath } from "./request/path.ts";
import { byteStream } from "./results/byte-stream.ts";
import { EventStream } from "./results/event-stream.ts";
import { notEvents, readReply } from "./results/read-reply.ts";
import { type Receipt, ResponsePromise } from "./results/response-promise.ts";
import { StreamPromise } from "./results/stream-promise.ts";
import type { paths } from "./spec.ts";
import { type AnyTraits, traitsOf } from "./traits.ts";
import { CallScope } from "./transport/call-scope.ts";
import type { Unread } from "./transport/open-reply.ts";
import type { Pause } from "./transport/retry/pause.ts";
import type { OutgoingRequest, Send } from "./transport/send.ts";

/** Calls an operation by its key. Every method of the facade goes through it. */
export type Call<Paths = paths> = <const O extends Operation<Paths>>(
  operation: O,
  init: Init<O, Paths> & CallOptions,
) => ResponsePromise<Result<O, Paths>>;

/** `Init<O>` with its operation erased. */
export interface AnyInit extends CallOptions {
  readonly params?: Params | undefined;
  readonly body?: unknown;
  /** How the body is written, where its type alone does not tell. */
  readonly contentType?: string | undefined;
  readonly as?: "stream" | undefined;
  readonly pause?: Pause | undefined;
}

interface Params {
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: object | undefined;
  readonly header?: HeaderValues | undefined;
}

export const noCallInit: Unset<AnyInit> = {
  ...noCallOptions,
  params: undefined,
  body: undefined,
  contentType: undefined,
  as: undefined,
  pause: undefined,
};
const noParams: Unset<Params> = { path: undefined, query: undefined, header: undefined };

/** @throws {ValidationError | ConfigError} that names what cannot be sent. */
export type Prepare = (operation: string, init: AnyInit, unread?: Unread) => OutgoingRequest;

// Without a leading slash the path would extend the host: `https://api.orq.ai` + `.evil.example`.
const operationKey = /^[A-Z]+ \/[^\s\\?#]*$/;
/** The path of an operation that answers with events alone. */
const streamPath = /\/stream[^/]*$/;
const bodilessMethods: readonly string[] = ["GET", "HEAD"];
const idempotentMethods: readonly string[] = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"];

/** Returns the first step of every call, of `call` and of `orq.api`: it reads once, and checks, what the caller gives. */
export function createPrepare(client: ResolvedOptions): Prepare {
  return function prepare(operation, init, unread) {
    try {
      return readCall(client, operation, init, unread);
    } catch (cause) {
      const error =
        cause instanceof OrqError ? cause : new ValidationError("the arguments of the call cannot be read", { cause });
      // The frames of our own checks would leave no room for the caller's.
      captureStack(error, prepare);
      throw error;
    }
  };
}

function readCall(
  client: ResolvedOptions,
  operation: string,
  given: AnyInit,
  forEvents: Unread | undefined,
): OutgoingRequest {
  const { baseUrl, observer, keys } = client;
  const { method, template } = parseOperation(operation);
  const init = ownOptions(given, noCallInit, "the call's argument");
  const params = init.params === undefined ? noParams : ownOptions(init.params, noParams, "params");
  const path = serializePath(template, params.path ?? {});
  const url = finalUrl(baseUrl, path, params.query);
  const options = resolveCallOptions(init, params.header, client);
  const { signal } = options;
  const headers =
    init.contentType === undefined
      ? options.headers
      : mergeHeaders(options.headers, { "content-type": init.contentType }, "contentType");
  const idempotent = options.idempotent ?? traitsOf(operation)?.idempotent ?? idempotentMethods.includes(method);
  if (init.body !== undefined && bodilessMethods.includes(method)) {
    throw new ValidationError(`a ${method} request has no body`);
  }
  if (init.as !== undefined && init.as !== "stream") throw new ConfigError('as must be "stream"');
  const unread = forEvents ?? (init.as && "bytes");
  if (unread === "events") headers["accept"] ??= "text/event-stream";
  const asked = unread === "events" && !streamPath.test(template) ? askedFor(init.body) : init.body;
  const { body, contentType, repeatable, release } = encodeBody(asked, headers["content-type"]);
  if (contentType !== undefined) headers["content-type"] = contentType;
  else if (body !== undefined) delete headers["content-type"];
  const { maxRetries, ...limits } = options.limits;
  const about = { operation, method, url, path, idempotent, signal, observer, release, ...limits };
  const scope = new CallScope(about);
  const { pause } = init;
  return { method, url, headers, body, repeatable, idempotent, maxRetries, pause, keys, unread, scope };
}

function askedFor(body: unknown): unknown {
  return isRecord(body) ? { stream: true, ...body } : body;
}

function parseOperation(operation: unknown): { readonly method: string; readonly template: string } {
  if (typeof operation !== "string" || !operationKey.test(operation)) {
    const example = 'expected a key such as "GET /v2/identities"';
    throw new ValidationError(`${JSON.stringify(operation)} is not an operation; ${example}`);
  }
  const separator = operation.indexOf(" ");
  return { method: operation.slice(0, separator), template: operation.slice(separator + 1) };
}

/** Makes a call, and leaves its reply in the receipt. */
export type Perform = (operation: string, init: AnyInit, receipt: Receipt) => Promise<unknown>;

/** Returns what every call does that reads its reply: it prepares, sends it through the transport, and reads the reply. */
export function createPerform(
  prepare: Prepare,
  send: Send,
  traitsOfReply: (operation: string) => AnyTraits | undefined,
): Perform {
  return (operation, init, receipt) => {
    const traits = traitsOfReply(operation);
    const request = prepare(operation, init);
    const { scope } = request;
    receipt.scope = scope;
    return scope.run(async () => {
      const reply = await send(request);
      receipt.response = reply.response;
      if (reply.open !== undefined) return byteStream(scope.keepOpen(reply.open));
      const data = readReply(reply, scope, traits);
      return traits?.unwrap === undefined ? data : traits.unwrap(data as never);
    });
  };
}

/** `Call` with its operation erased. */
export type AnyCall = (operation: string, init?: AnyInit) => ResponsePromise<unknown>;

/** Returns `call`. */
export function createCall(perform: Perform): AnyCall {
  return (operation, init = {}) => new ResponsePromise((receipt) => perform(operation, init, receipt));
}

/** Asks for the events of an operation by its key. */
export type Stream = (operation: string, init?: AnyInit) => StreamPromise<unknown>;

/** Returns `stream`: it prepares and sends as `call` does, and gives the events of the reply as they come. */
export function createStream(prepare: Prepare, send: Send): Stream {
  return (operation, init = {}) =>
    new StreamPromise((receipt) => {
      const request = prepare(operation, init, "events");
      const { scope } = request;
      return scope.run(async () => {
        const reply = await send(request);
        receipt.response = reply.response;
        if (reply.open === undefined) throw notEvents(reply, scope);
        return new EventStream(scope.keepOpen(reply.open), scope);
      });
    });
}
