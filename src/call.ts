import { ValidationError } from "./errors/errors.ts";
import { LightRequest, type OpenapiFetch } from "./openapi-fetch.ts";
import type { Init, Operation, Result } from "./operation.ts";
import { type CallOptions, resolveCallOptions } from "./options/call-options.ts";
import type { ResolvedOptions } from "./options/client-options.ts";
import { type HeaderValues, mergeHeaders } from "./options/headers.ts";
import { ownOptions } from "./options/own-options.ts";
import { encodeBody } from "./request/body.ts";
import { serializePath } from "./request/path.ts";
import { readReply } from "./results/read-reply.ts";
import { type Receipt, ResponsePromise } from "./results/response-promise.ts";
import type { paths } from "./spec.ts";
import { type AnyTraits, traitsOf } from "./traits.ts";
import { CallScope } from "./transport/call-scope.ts";
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
}

interface Params {
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: object | undefined;
  readonly header?: HeaderValues | undefined;
}

/** A call that is checked and ready to be sent. Its URL still lacks the query. */
export interface PreparedCall {
  readonly request: OutgoingRequest;
  readonly path: string;
  readonly query: object | undefined;
}

/** @throws {ValidationError | ConfigError} that names what cannot be sent. */
export type Prepare = (operation: string, init: AnyInit) => PreparedCall;

// Without a leading slash the path would extend the host: `https://api.orq.ai` + `.evil.example`.
const operationKey = /^[A-Z]+ \/[^\s\\?#]*$/;

/** Returns the first step of every call, of `call` and of `orq.api`: it reads and checks what the caller gives. */
export function createPrepare(client: ResolvedOptions): Prepare {
  return (operation, given) => {
    if (typeof operation !== "string" || !operationKey.test(operation)) {
      throw new ValidationError(
        `${JSON.stringify(operation)} is not an operation; expected a key such as "GET /v2/identities"`,
      );
    }
    const [method = "", template = ""] = operation.split(" ");
    const { params, body, ...options } = ownOptions(given, "the call's argument");
    const { path: ids = {}, query, header } = ownOptions(params ?? {}, "params");
    const path = serializePath(template, ids);
    const clientHeaders = header === undefined ? client.headers : mergeHeaders(client.headers, header, "params.header");
    const { limits, signal, headers, ...resolved } = resolveCallOptions(options, {
      headers: clientHeaders,
      limits: client.limits,
    });
    const idempotent = resolved.idempotent ?? traitsOf(operation)?.idempotent ?? idempotentMethods.includes(method);
    if (body !== undefined && (method === "GET" || method === "HEAD"))
      throw new ValidationError(`a ${method} request has no body`);
    const encoded = encodeBody(body, headers["content-type"]);
    if (encoded.contentType !== undefined) headers["content-type"] = encoded.contentType;
    else if (body !== undefined) delete headers["content-type"];
    const url = `${client.baseUrl}${path}`;
    const { maxRetries, ...times } = limits;
    const scope = new CallScope({
      operation,
      method,
      url,
      path,
      idempotent,
      signal,
      observer: client.observer,
      ...times,
    });
    const { repeatable } = encoded;
    return {
      request: { method, url, headers, body: encoded.body, repeatable, idempotent, maxRetries, scope },
      path,
      query,
    };
  };
}

const idempotentMethods: readonly string[] = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"];

/** Returns `call`: it prepares a call, sends it through openapi-fetch and the transport, and reads the reply. */
export function createCall(
  prepare: Prepare,
  openapiFetch: OpenapiFetch,
  send: Send,
  traitsOfResult: (operation: string) => AnyTraits | undefined,
): Call<never> {
  return ((operation: string, init: AnyInit = {}) => {
    const traits = traitsOfResult(operation);
    return new ResponsePromise((receipt) => perform(prepare(operation, init), traits, openapiFetch, send, receipt));
  }) as unknown as Call<never>;
}

// What openapi-fetch gets in place of a reply: it has been read already, and a success leaves nothing to do.
const nothingToRead: Response = /* @__PURE__ */ new Response(null, { status: 204 });

function perform(
  { request, path, query }: PreparedCall,
  { bodyExpected = false, unwrap }: AnyTraits = {},
  openapiFetch: OpenapiFetch,
  send: Send,
  receipt: Receipt,
): Promise<unknown> {
  const { scope } = request;
  return scope.run(async () => {
    let data: unknown;
    await openapiFetch.request(request.method, path, {
      params: { query },
      parseAs: "stream",
      Request: LightRequest,
      fetch: async ({ url }) => {
        const reply = await send({ ...request, url });
        data = readReply(reply, scope, bodyExpected);
        receipt.response = reply.response;
        return nothingToRead;
      },
    });
    return unwrap === undefined ? data : unwrap(data as never);
  });
}
