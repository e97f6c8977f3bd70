import createClient from "openapi-fetch";
import type { FixturePaths } from "../support/fixture-spec.ts";
import { one } from "../support/things.ts";
import { loadPeer } from "./peers.ts";
import { ourName } from "./row.ts";

export type PlainFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface Connection {
  readonly baseUrl: string;
  /** Default: the global one. */
  readonly fetch?: PlainFetch;
}

/** Opens a client, and returns a function that updates one record through it: with a key, and with the client's own defaults. */
export type OpenUpdater = (connection: Connection) => () => PromiseLike<unknown>;

export const apiKey = "sandbox-key";
const authorization = `Bearer ${apiKey}`;

export function fields(): { name: string; tags: string[]; metadata: Record<string, string> } {
  return { name: "Jane", tags: ["hr", "engineering"], metadata: { department: "Engineering", role: "Senior" } };
}

/** The built library: what a user gets. */
export function loadBuilt(): Promise<typeof import("orq-client")> {
  return import(new URL("../../dist/index.js", import.meta.url).href);
}

/** `fetch` by itself, which is the limit: nothing is encoded, and nothing is checked. */
const rawFetch: OpenUpdater =
  ({ baseUrl, fetch = globalThis.fetch }) =>
  async () => {
    const headers = { authorization, "content-type": "application/json" };
    const response = await fetch(`${baseUrl}/v2/things/thing_1`, {
      method: "PUT",
      headers,
      body: JSON.stringify(fields()),
    });
    return response.json();
  };

/** Loads one client alone: what another one loads, or teaches the engine, is not its cost. */
export const updaters: Readonly<Record<string, () => Promise<OpenUpdater>>> = {
  "raw fetch": async () => rawFetch,
  [ourName]: async () => {
    const { Orq } = await loadBuilt();
    return (connection) => {
      const things = new Orq({ apiKey, ...connection }).withSpec<FixturePaths>();
      return () => things.call("PUT /v2/things/{id}", { params: one, body: fields() });
    };
  },
  "openapi-fetch": async () => (connection) => {
    const client = createClient<FixturePaths>({ ...connection, headers: { authorization } });
    return async () => {
      const { data, error } = await client.PUT("/v2/things/{id}", { params: one, body: fields() });
      if (error) throw error;
      return data;
    };
  },
  ky: async () => {
    const { default: ky } = await loadPeer<Ky>("ky");
    return ({ baseUrl, fetch }) => {
      const client = ky.create({ prefix: baseUrl, headers: { authorization }, ...(fetch && { fetch }) });
      return () => client.put("v2/things/thing_1", { json: fields() }).json();
    };
  },
  openai: async () => {
    const { OpenAI } = await loadOpenai();
    return ({ baseUrl, fetch }) => {
      const client = new OpenAI({ apiKey, baseURL: baseUrl, ...(fetch && { fetch }) });
      return () => client.put("/v2/things/thing_1", { body: fields() });
    };
  },
  "@orq-ai/node": async () => {
    const { Orq, HTTPClient } = await loadOfficialSdk();
    return ({ baseUrl, fetch }) => {
      const httpClient = fetch && new HTTPClient({ fetcher: fetch });
      const client = new Orq({ apiKey, serverURL: baseUrl, ...(httpClient && { httpClient }) });
      const { name: displayName, ...others } = fields();
      return () => client.identities.update({ id: "user_1", updateIdentityRequest: { displayName, ...others } });
    };
  },
};

export async function loadOfficialSdk(): Promise<OfficialSdk> {
  const { Orq } = await loadPeer<OfficialSdk>("@orq-ai/node");
  const { HTTPClient } = await loadPeer<OfficialSdk>("@orq-ai/node/lib/http.js");
  return { Orq, HTTPClient };
}

export interface OpenAiClient {
  put(path: string, options: object): PromiseLike<unknown>;
  post(path: string, options: object): PromiseLike<AsyncIterable<unknown>>;
}

export function loadOpenai(): Promise<{ readonly OpenAI: new (options: object) => OpenAiClient }> {
  return loadPeer("openai");
}

interface Ky {
  readonly default: {
    create(options: object): { put(path: string, options: object): { json(): Promise<unknown> } };
  };
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
  readonly HTTPClient: new (options: { readonly fetcher: unknown }) => object;
}
