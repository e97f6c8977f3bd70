import createClient from "openapi-fetch";
import type { FixturePaths } from "../support/fixture-spec.ts";
import { type Contender, defaultKey, type Options, type Session } from "../transport/faults/contender.ts";
import { loadOfficialSdk } from "./updaters.ts";

/** What openapi-fetch gives in place of throwing. */
export class ErrorReply extends Error {
  override readonly name = "ErrorReply";
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`status ${status}: ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
  }
}

export const openapiFetch: Contender = {
  name: "openapi-fetch",
  open: ({ baseUrl = "https://api.orq.ai", apiKey = defaultKey, fetch, headers }) => {
    const key = typeof apiKey === "function" ? apiKey({ refresh: false }) : apiKey;
    const options = { baseUrl, headers: { authorization: `Bearer ${key}`, ...headers }, ...(fetch && { fetch }) };
    const client = createClient<FixturePaths>(options as Parameters<typeof createClient<FixturePaths>>[0]);
    const signalOf = ({ signal, timeoutMs, totalTimeoutMs: _none, ...rest }: Options = {}): object => {
      const signals = [signal, timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)];
      const given = signals.filter((each) => each !== undefined);
      return { ...rest, ...(given.length > 0 && { signal: AbortSignal.any(given) }) };
    };
    const update: Session["update"] = async (id, fields, options) => {
      const init = { params: { path: { id: id as string } }, body: fields as object, ...signalOf(options) };
      return dataOf(await client.PUT("/v2/things/{id}", init));
    };
    return {
      client,
      update,
      create: async (options) => dataOf(await client.POST("/v2/things", { body: {}, ...signalOf(options) })),
      promised: () => update("thing_1", {}),
    };
  },
};

/** A failure of openapi-fetch is an `error` that is there; without one, its user sees a success. */
function dataOf({ data, error, response }: { data?: unknown; error?: unknown; response: Response }): unknown {
  if (error) throw new ErrorReply(response.status, error);
  return data;
}

/** The official SDK, installed at the first run: it is 73 MB. */
export async function loadOfficial(): Promise<Contender> {
  const sdk = await loadOfficialSdk();
  return {
    name: "@orq-ai/node",
    open: ({ apiKey = defaultKey, baseUrl, fetch, headers }) => {
      const key = typeof apiKey === "function" ? async () => apiKey({ refresh: false }) : apiKey;
      const httpClient = fetch && new sdk.HTTPClient({ fetcher: (request: unknown) => fetch(request) });
      const client = new sdk.Orq({ apiKey: key, serverURL: baseUrl, ...(httpClient && { httpClient }) });
      const optionsOf = ({ signal, timeoutMs, totalTimeoutMs: _none, ...rest }: Options = {}): object => ({
        ...(signal && { fetchOptions: { signal } }),
        ...(timeoutMs !== undefined && { timeoutMs }),
        headers: { ...headers, ...rest.headers },
      });
      const update: Session["update"] = async (id, fields, options) => {
        const { name: displayName, ...others } = Object(fields);
        return client.identities.update({ id, updateIdentityRequest: { displayName, ...others } }, optionsOf(options));
      };
      return {
        client,
        update,
        create: async (options) => client.identities.create({ externalId: "user_1" }, optionsOf(options)),
        promised: () => update("user_1", {}),
      };
    },
  };
}
