import createClient, { type Client } from "openapi-fetch";
import { serializePath } from "./path-serializer.ts";

/** The openapi-fetch client: `{ data, error, response }` for any path of the spec. */
export type Api<Paths extends object> = Client<Paths>;

export interface ApiOptions {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Sends one operation and leaves the body of a success unread. `path` is complete. */
export type SendOperation = (
  method: string,
  path: string,
  init: object,
) => Promise<{ readonly response: Response; readonly error?: unknown }>;

/** This file is the one place that knows openapi-fetch. */
export function createApi<Paths extends object>({ baseUrl, headers, fetch }: ApiOptions): Api<Paths> {
  return createClient<Paths>({ baseUrl, headers, fetch, pathSerializer: serializePath });
}

/** The same client, for a caller that knows the operation by its key and checks types itself. */
export function createSendOperation(options: ApiOptions): SendOperation {
  const { request } = createApi<Record<string, Record<string, Record<string, unknown>>>>(options);
  const send = request as (method: string, path: string, init: object) => ReturnType<SendOperation>;
  return (method, path, init) => send(method, path, { ...init, parseAs: "stream" });
}
