import createClient, { type Client, createFinalURL } from "openapi-fetch";
import { ConfigError } from "./errors/errors.ts";
import { serializePath } from "./request/path.ts";
import { serializeQuery } from "./request/query.ts";

/** The openapi-fetch client: `{ data, error, response }` for any path of the spec. */
export type Api<Paths extends object> = Client<Paths>;

/** Returns the URL of a call as openapi-fetch makes it. The ids in the path are filled in already. */
export function finalUrl(baseUrl: string, path: string, query: object | undefined): string {
  if (query === undefined) return baseUrl + path;
  const params = { path: undefined, query } as object;
  return createFinalURL(path, { baseUrl, params, querySerializer: serializeQuery, pathSerializer: serializePath });
}

/** A result of openapi-fetch, with its operation erased. */
export interface ApiResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** A call of the openapi-fetch client. Its headers are checked and its body is encoded. */
interface ApiCall {
  readonly params: { readonly path: object; readonly query: object | undefined };
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly bodySerializer: ((body: never) => unknown) | undefined;
  readonly pathSerializer: () => string;
  readonly querySerializer: unknown;
  readonly parseAs: string;
  readonly middleware: readonly unknown[];
  readonly duplex: "half" | undefined;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Sends a call through an openapi-fetch client. */
export type SendApiCall = (method: string, path: string, call: ApiCall) => Promise<ApiResult>;

/** Creates the openapi-fetch client, which is told with each call how to send it. */
export function createOpenapiFetch(baseUrl: string): SendApiCall {
  // Not before: Node loads its fetch with the first use of Request.
  CheckedRequest.prototype = Request.prototype;
  // Each option is set: openapi-fetch would read one that is not from a polluted Object.prototype.
  const none = { headers: undefined, querySerializer: undefined, fetch: undefined, requestInitExt: undefined };
  const { request } = createClient({ ...none, baseUrl, bodySerializer: asItIs, Request: CheckedRequest } as object) as {
    readonly request: unknown;
  };
  const send = request as (method: string, path: string, init: object) => Promise<ApiResult>;
  return (method, path, call) => send(method, path, { ...call, baseUrl: undefined, Request: undefined });
}

function asItIs(body: unknown): unknown {
  return body;
}

/**
 * Makes a real `Request`, which middleware may change. It stands in for the class, so that `instanceof` holds.
 *
 * @throws {ConfigError} for what the runtime refuses.
 */
function CheckedRequest(url: string, init: object): Request {
  try {
    return new Request(url, init);
  } catch (cause) {
    throw new ConfigError("the runtime refuses this request", { cause });
  }
}
