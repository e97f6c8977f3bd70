import createClient, { type Client } from "openapi-fetch";
import { ConfigError } from "./errors/errors.ts";

/** The openapi-fetch client: `{ data, error, response }` for any path of the spec. */
export type Api<Paths extends object> = Client<Paths>;

/** An answer of openapi-fetch, with its operation erased. */
export interface ApiResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** A call as openapi-fetch takes it. Its headers are checked and its body is encoded. */
export interface OpenapiFetchCall<R> {
  readonly params: { readonly path?: object | undefined; readonly query?: object | undefined };
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly bodySerializer?: ((body: never) => unknown) | undefined;
  readonly pathSerializer?: () => string;
  readonly querySerializer: unknown;
  readonly parseAs: string;
  readonly middleware?: readonly unknown[];
  /** Other options of the runtime's `Request`. */
  readonly init?: object;
  readonly Request: new (url: string, init: object) => R;
  readonly fetch: (request: R) => Promise<Response>;
}

/** The one openapi-fetch client of an `Orq`: what it is given for each call decides what becomes of it. */
export interface OpenapiFetch {
  request<R>(method: string, path: string, call: OpenapiFetchCall<R>): Promise<ApiResult>;
}

/** Creates the openapi-fetch client. This file alone imports it. */
export function createOpenapiFetch(baseUrl: string): OpenapiFetch {
  // Each option is set: openapi-fetch would read one that is not from a polluted Object.prototype.
  const none = { headers: undefined, Request: undefined, fetch: undefined, requestInitExt: undefined };
  const client = createClient({ ...none, baseUrl, querySerializer: undefined, bodySerializer: asItIs } as object);
  const { request } = client as unknown as {
    request(method: string, path: string, init: object): Promise<ApiResult>;
  };
  return {
    request: (method, path, call) =>
      request(method, path, {
        ...call.init,
        params: call.params,
        headers: call.headers,
        body: call.body,
        bodySerializer: call.bodySerializer,
        parseAs: call.parseAs,
        middleware: call.middleware,
        Request: call.Request,
        fetch: call.fetch,
        baseUrl: undefined,
        querySerializer: call.querySerializer,
        pathSerializer: call.pathSerializer,
      }),
  };
}

function asItIs(body: unknown): unknown {
  return body;
}

/** A light `Request` for `call`, which takes its URL alone. A real one costs more than all the rest of a call. */
export class LightRequest {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }
}

/**
 * Makes a real `Request`, which middleware may change. It stands in for the class, so that `instanceof` holds.
 *
 * @throws {ConfigError} for options that the runtime refuses.
 */
export const CheckedRequest: new (url: string, init: object) => Request = function checkedRequest(
  url: string,
  init: object,
): Request {
  try {
    return new Request(url, init);
  } catch (cause) {
    throw new ConfigError("the runtime refuses these options of a request", { cause });
  }
} as unknown as new (
  url: string,
  init: object,
) => Request;
