import { captureStack } from "./errors/capture-stack.ts";
import { ValidationError } from "./errors/errors.ts";
import { OrqError } from "./errors/orq-error.ts";
import { finalUrl } from "./openapi-fetch.ts";
import type { Init, Operation, Result } from "./operation.ts";
import { type CallOptions, noCallOptions, resolveCallOptions } from "./options/call-options.ts";
import type { ResolvedOptions } from "./options/client-options.ts";
import type { HeaderValues } from "./options/headers.ts";
import { ownOptions, type Unset } from "./options/own-options.ts";
import { encodeBody } from "./request/body.ts";
import { serializePath } from "./request/path.ts";
import { readReply } from "./results/read-reply.ts";
import { ResponsePromise } from "./results/response-promise.ts";
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

export const noCallInit: Unset<AnyInit> = { ...noCallOptions, params: undefined, body: undefined };
const noParams: Unset<Params> = { path: undefined, query: undefined, header: undefined };

/** @throws {ValidationError | ConfigError} that names what cannot be sent. */
export type Prepare = (operation: string, init: AnyInit) => OutgoingRequest;

// Without a leading slash the path would extend the host: `https://api.orq.ai` + `.evil.example`.
const operationKey = /^[A-Z]+ \/[^\s\\?#]*$/;
const bodilessMethods: readonly string[] = ["GET", "HEAD"];
const idempotentMethods: readonly string[] = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"];

/** Returns the first step of every call, of `call` and of `orq.api`: it reads once, and checks, what the caller gives. */
export function createPrepare(client: ResolvedOptions): Prepare {
  return function prepare(operation, init) {
    try {
      return readCall(client, operation, init);
    } catch (cause) {
      const error =
        cause instanceof OrqError ? cause : new ValidationError("the arguments of the call cannot be read", { cause });
      // The frames of our own checks would leave no room for the caller's.
      captureStack(error, prepare);
      throw error;
    }
  };
}

function readCall(client: ResolvedOptions, operation: string, given: AnyInit): OutgoingRequest {
  const { baseUrl, observer } = client;
  const { method, template } = parseOperation(operation);
  const init = ownOptions(given, noCallInit, "the call's argument");
  const params = init.params === undefined ? noParams : ownOptions(init.params, noParams, "params");
  const path = serializePath(template, params.path ?? {});
  const url = finalUrl(baseUrl, path, params.query);
  const options = resolveCallOptions(init, params.header, client);
  const { headers, signal } = options;
  const idempotent = options.idempotent ?? traitsOf(operation)?.idempotent ?? idempotentMethods.includes(method);
  if (init.body !== undefined && bodilessMethods.includes(method)) {
    throw new ValidationError(`a ${method} request has no body`);
  }
  const { body, contentType, repeatable, release } = encodeBody(init.body, headers["content-type"]);
  if (contentType !== undefined) headers["content-type"] = contentType;
  else if (body !== undefined) delete headers["content-type"];
  const { timeoutMs, totalTimeoutMs, maxRetries } = options.limits;
  const about = { operation, method, url, path, idempotent, signal, observer, release, timeoutMs, totalTimeoutMs };
  return { method, url, headers, body, repeatable, idempotent, maxRetries, scope: new CallScope(about) };
}

function parseOperation(operation: unknown): { readonly method: string; readonly template: string } {
  if (typeof operation !== "string" || !operationKey.test(operation)) {
    const example = 'expected a key such as "GET /v2/identities"';
    throw new ValidationError(`${JSON.stringify(operation)} is not an operation; ${example}`);
  }
  const separator = operation.indexOf(" ");
  return { method: operation.slice(0, separator), template: operation.slice(separator + 1) };
}

/** Returns `call`: it prepares a call, sends it through the transport, and reads the reply. */
export function createCall(
  prepare: Prepare,
  send: Send,
  traitsOfReply: (operation: string) => AnyTraits | undefined,
): Call<never> {
  return ((operation: string, init: AnyInit = {}) => {
    const { bodyExpected = false, unwrap } = traitsOfReply(operation) ?? {};
    return new ResponsePromise((receipt) => {
      const request = prepare(operation, init);
      const { scope } = request;
      return scope.run(async () => {
        const reply = await send(request);
        receipt.response = reply.response;
        const data = readReply(reply, scope, bodyExpected);
        return unwrap === undefined ? data : unwrap(data as never);
      });
    });
  }) as unknown as Call<never>;
}
