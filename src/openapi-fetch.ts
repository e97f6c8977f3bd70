import createClient, { type Client, createQuerySerializer } from "openapi-fetch";
import { ValidationError } from "./errors/errors.ts";
import type { OutgoingRequest, Reply, Send } from "./transport/send.ts";

/** The openapi-fetch client: `{ data, error, response }` for any path of the spec. */
export type Api<Paths extends object> = Client<Paths>;

export interface ApiOptions {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly pathSerializer: (path: string, parameters: Readonly<Record<string, unknown>>) => string;
  readonly bodySerializer: (body: unknown, headers: Headers) => unknown;
}

/** This file is the one place that knows openapi-fetch. */
export function createApi<Paths extends object>(options: ApiOptions): Api<Paths> {
  const { pathSerializer, bodySerializer, ...rest } = options;
  const serializers = { querySerializer, pathSerializer, bodySerializer: bodySerializer as (body: unknown) => unknown };
  const api = createClient<Paths>({ ...rest, ...serializers });
  // Without params.path openapi-fetch leaves the path as it is, and would send its braces.
  api.use({ onRequest: ({ schemaPath, params }) => void (params.path ?? pathSerializer(schemaPath, {})) });
  return api;
}

/** What a request of ours has beside the URL that openapi-fetch makes. */
export type PreparedCall = Omit<OutgoingRequest, "url">;

/** Sends one operation whose path is complete and whose body is encoded. `error` is the parsed body of an error. */
export type SendOperation = (
  call: PreparedCall,
  query: object | undefined,
) => Promise<{ readonly response: Reply; readonly error?: unknown }>;

export function createSendOperation(send: Send, baseUrl: string): SendOperation {
  const fetch = ({ url, init }: PlainRequest): Promise<Reply> => send({ ...init.call, url });
  // openapi-fetch asks of a request that it can be made, and of a reply no more than a Reply has.
  const options: object = { baseUrl, querySerializer, fetch, Request: PlainRequest };
  const { request } = createClient(options) as unknown as {
    request(method: string, path: string, init: object): ReturnType<SendOperation>;
  };
  return (call, query) => request(call.method, call.path, { params: { query }, parseAs: "stream", call });
}

/** Takes the place of `Request`, which costs more than all the rest of a call, and can be read once only. */
class PlainRequest {
  readonly url: string;
  readonly init: { readonly call: PreparedCall };

  constructor(url: string, init: PlainRequest["init"]) {
    this.url = url;
    this.init = init;
  }
}

const serializeQuery = createQuerySerializer();

function querySerializer(query: object): string {
  for (const [name, value] of Object.entries(query)) checkQueryValue(name, value);
  try {
    return serializeQuery(query);
  } catch (cause) {
    throw new ValidationError("the query has a value that no URL can hold, such as half of a surrogate pair", {
      cause,
    });
  }
}

/** What would be sent as `NaN` or as the source of a function, or left out without a word. */
function checkQueryValue(name: string, value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) checkQueryValue(name, item);
    return;
  }
  const isSendable =
    typeof value === "number" ? Number.isFinite(value) : !["function", "symbol"].includes(typeof value);
  const isPlain = typeof value !== "object" || value === null || Object.getPrototypeOf(value) === Object.prototype;
  if (isSendable && isPlain) return;
  const problem = typeof value === "number" ? String(value) : `a ${typeof value} that no URL can hold`;
  throw new ValidationError(`the query parameter "${name}" is ${problem}`);
}
