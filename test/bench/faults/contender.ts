import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import createClient from "openapi-fetch";
import { Orq, type paths } from "../../../src/index.ts";

export interface Settings {
  readonly baseUrl?: string | undefined;
  readonly apiKey?: unknown;
  readonly fetch?: (input: unknown, init?: RequestInit) => Promise<Response>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Options {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly totalTimeoutMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One client under test, with what every one of them can be asked. A failure is thrown. */
export interface Session {
  readonly client: unknown;
  update(id: unknown, fields: unknown, options?: Options): Promise<unknown>;
  create(options?: Options): Promise<unknown>;
  /** All items of all pages, where the client can do that. */
  readonly walk?: (options?: Options) => AsyncIterable<unknown>;
}

export interface Contender {
  readonly name: string;
  open(settings: Settings): Session;
}

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

const externalId = "user_1";
const defaultKey = "secret-key-1234567890";

export const ours: Contender = {
  name: "orq-client",
  open: ({ apiKey = defaultKey, baseUrl, ...settings }) => {
    const given = { ...settings, apiKey, ...(baseUrl !== undefined && { baseUrl }) };
    const client = new Orq(given as ConstructorParameters<typeof Orq>[0]);
    return {
      client,
      update: async (id, fields, options) => client.identities.update(id as string, fields as object, options),
      create: async (options) => client.identities.create({ external_id: externalId }, options),
      walk: (options) => client.identities.list({}, options),
    };
  },
};

export const openapiFetch: Contender = {
  name: "openapi-fetch",
  open: ({ baseUrl = "https://api.orq.ai", apiKey = defaultKey, fetch, headers }) => {
    const key = typeof apiKey === "function" ? apiKey({ refresh: false }) : apiKey;
    const options = { baseUrl, headers: { authorization: `Bearer ${key}`, ...headers }, ...(fetch && { fetch }) };
    const client = createClient<paths>(options as Parameters<typeof createClient<paths>>[0]);
    const signalOf = ({ signal, timeoutMs, totalTimeoutMs: _none, ...rest }: Options = {}): object => {
      const signals = [signal, timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)];
      const given = signals.filter((each) => each !== undefined);
      return { ...rest, ...(given.length > 0 && { signal: AbortSignal.any(given) }) };
    };
    return {
      client,
      update: async (id, fields, options) => {
        const init = { params: { path: { id: id as string } }, body: fields as object, ...signalOf(options) };
        return dataOf(await client.PATCH("/v2/identities/{id}", init));
      },
      create: async (options) =>
        dataOf(await client.POST("/v2/identities", { body: { external_id: externalId }, ...signalOf(options) })),
    };
  },
};

/** A failure of openapi-fetch is an `error` that is there; without one, its user sees a success. */
function dataOf({ data, error, response }: { data?: unknown; error?: unknown; response: Response }): unknown {
  if (error) throw new ErrorReply(response.status, error);
  return data;
}

interface OfficialSdk {
  readonly Orq: new (
    options: object,
  ) => {
    readonly identities: {
      update(request: object, options?: object): Promise<unknown>;
      create(request: object, options?: object): Promise<unknown>;
    };
  };
  readonly HTTPClient: new (options: object) => object;
}

/** The official SDK, installed beside the project at the first run: it is 73 MB. */
export async function loadOfficial(): Promise<Contender> {
  const folder = join(tmpdir(), "orq-client-bench-sdk");
  const packageFolder = join(folder, "node_modules/@orq-ai/node");
  if (!existsSync(packageFolder)) {
    mkdirSync(folder, { recursive: true });
    const options = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    execFileSync("npm", ["install", "--prefix", folder, ...options, "@orq-ai/node@4.15.11"], { stdio: "inherit" });
  }
  const load = (file: string): Promise<object> => import(pathToFileURL(join(packageFolder, file)).href);
  const sdk = { ...(await load("index.js")), ...(await load("lib/http.js")) } as OfficialSdk;
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
      return {
        client,
        update: async (id, fields, options) => {
          const { display_name: displayName, ...others } = Object(fields);
          return client.identities.update(
            { id, updateIdentityRequest: { displayName, ...others } },
            optionsOf(options),
          );
        },
        create: async (options) => client.identities.create({ externalId }, optionsOf(options)),
      };
    },
  };
}
