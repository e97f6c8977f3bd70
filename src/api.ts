import createClient, { type Client, createQuerySerializer } from "openapi-fetch";
import { ValidationError } from "./errors.ts";
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

/** What a request of ours has beside the URL and the headers that openapi-fetch makes. */
export type PreparedCall = Omit<OutgoingRequest, "url" | "headers">;

export interface OperationInit {
  readonly query: object | undefined;
  readonly headers: Readonly<Record<string, string | null>> | undefined;
  readonly call: PreparedCall;
}

/** Sends one operation whose path is complete and whose body is encoded. `error` is the parsed body of an error. */
export type SendOperation = (init: OperationInit) => Promise<{ readonly reply: Reply; readonly error: unknown }>;

export function createSendOperation(
  send: Send,
  { baseUrl, headers }: Pick<ApiOptions, "baseUrl" | "headers">,
): SendOperation {
  const fetch = async ({ url, init }: PlainRequest): Promise<PlainReply> =>
    new PlainReply(await send({ ...init.call, url, headers: init.headers }));
  const options: object = { baseUrl, headers, querySerializer, fetch, Request: PlainRequest };
  const { request } = createClient(options) as unknown as {
    request(method: string, path: string, init: object): Promise<{ response: PlainReply; error?: unknown }>;
  };
  return async ({ query, headers: ofCall, call }) => {
    const init = { params: { query }, headers: ofCall, parseAs: "stream", call };
    const { response, error } = await request(call.method, call.path, init);
    return { reply: response.reply, error };
  };
}

/** Takes the place of `Request`, which costs more than all the rest of a call, and can be read once only. */
class PlainRequest {
  readonly url: string;
  readonly init: { readonly headers: Headers; readonly call: PreparedCall };

  constructor(url: string, init: PlainRequest["init"]) {
    this.url = url;
    this.init = init;
  }
}

/** All that openapi-fetch asks of a reply. */
class PlainReply {
  readonly reply: Reply;
  readonly ok: boolean;
  readonly status: number;
  // It asks for the length of the body, to tell whether there is one: that is ours to say.
  readonly headers: { get(): null } = noHeaders;

  constructor(reply: Reply) {
    this.reply = reply;
    this.ok = reply.ok;
    this.status = reply.status;
  }

  async text(): Promise<string> {
    const { content } = this.reply;
    return typeof content === "string" ? content : new TextDecoder().decode(content);
  }
}

const noHeaders = { get: () => null };

const serializeQuery = createQuerySerializer();

function querySerializer(query: object): string {
  try {
    return serializeQuery(query);
  } catch (cause) {
    throw new ValidationError("the query has a value that no URL can hold, such as half of a surrogate pair", {
      cause,
    });
  }
}
