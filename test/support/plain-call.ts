import type { Orq, OrqOptions, SpecClient } from "orq-client";
import { reply } from "./acts.ts";
import { startRawClient } from "./raw-client.ts";
import type { Act, RawServer } from "./raw-server.ts";

export interface Thing {
  readonly id: string;
  readonly name?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

interface NoParameters {
  query?: never;
  header?: never;
  path?: never;
  cookie?: never;
}

interface ById {
  query?: never;
  header?: never;
  path: { id: string };
  cookie?: never;
}

interface NoOtherMethods {
  options?: never;
  head?: never;
  trace?: never;
}

interface Json<Content> {
  content: { "application/json": Content };
}

interface Empty {
  content?: never;
}

interface ThingWrite {
  name?: string;
  metadata?: Record<string, unknown>;
}

interface ThingQuery {
  starting_after?: string;
  ending_before?: string;
  limit?: number;
  q?: string;
  filter_by?: { tags?: string[]; name?: string; range?: { from?: number; to?: number } };
}

/**
 * The paths of a specification that never changes, as openapi-typescript would write them. What tests the transport
 * calls these: a new pin breaks none of it.
 */
export interface FixturePaths {
  "/v2/things": NoOtherMethods & {
    parameters: NoParameters;
    get: {
      parameters: { query?: ThingQuery; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: { 200: Json<{ object: "list"; data: Thing[]; has_more: boolean }> };
    };
    post: { parameters: NoParameters; requestBody: Json<ThingWrite>; responses: { 201: Json<Thing> } };
    put?: never;
    patch?: never;
    delete?: never;
  };
  "/v2/things/{id}": NoOtherMethods & {
    parameters: NoParameters;
    get: { parameters: ById; requestBody?: never; responses: { 200: Json<Thing>; 404: Json<{ message: string }> } };
    patch: { parameters: ById; requestBody: Json<ThingWrite>; responses: { 200: Json<Thing> } };
    put: { parameters: ById; requestBody: Json<ThingWrite>; responses: { 200: Json<Thing> } };
    delete: { parameters: ById; requestBody?: never; responses: { 204: Empty } };
    post?: never;
  };
  "/v2/form": NoOtherMethods & {
    parameters: NoParameters;
    post: {
      parameters: NoParameters;
      requestBody: { content: { "application/x-www-form-urlencoded": { grant?: string; scope?: string[] } } };
      responses: { 200: Json<Thing> };
    };
    get?: never;
    put?: never;
    patch?: never;
    delete?: never;
  };
  "/v2/upload": NoOtherMethods & {
    parameters: NoParameters;
    post: {
      parameters: NoParameters;
      requestBody: { content: { "multipart/form-data": { file?: Blob; purpose?: string; tags?: string[] } } };
      responses: { 200: Json<Thing> };
    };
    get?: never;
    put?: never;
    patch?: never;
    delete?: never;
  };
}

export type Things = SpecClient<FixturePaths>;

export const thing: Thing = { id: "thing_1", name: "a" };

/** The path parameters of one thing. */
export const one = { path: { id: "thing_1" } } as const;

/** The reply to a create that the server has done. */
export const made: Act = reply(201, {}, thing);

/** A server that does these acts, and a client of it that knows the fixture's operations. */
export async function startThings(
  acts: readonly Act[],
  options: OrqOptions = {},
): Promise<{ readonly server: RawServer; readonly orq: Orq; readonly things: Things }> {
  const { server, orq } = await startRawClient(acts, options);
  return { server, orq, things: orq.withSpec<FixturePaths>() };
}

/** A server whose port is closed again, so that a connection to it is refused. */
export async function startRefusing(
  options: OrqOptions = {},
): Promise<{ readonly orq: Orq; readonly things: Things; readonly url: string }> {
  const { server, orq, things } = await startThings([], options);
  await server.close();
  return { orq, things, url: server.url };
}

/** Either road to one operation: `call`, which throws, and `orq.api`. */
export type Road = "call" | "orq.api";

export const roads: readonly Road[] = ["call", "orq.api"];

export interface AnyInit {
  readonly params?: object;
  readonly body?: unknown;
  readonly headers?: object;
  readonly [option: string]: unknown;
}

/** The same operation by either road, with arguments that the types may refuse. */
export function by(road: Road, things: Things, operation: string, init: AnyInit = {}): PromiseLike<unknown> {
  if (road === "call") return things.call(operation as "GET /v2/things", init as never);
  const [method = "", path = ""] = operation.split(" ");
  const api = things.api as unknown as Record<string, (path: string, init: object) => PromiseLike<unknown>>;
  return api[method]?.(path, init) ?? Promise.reject(new Error(`orq.api has no ${method}`));
}
