/** A record of the fixture. */
export interface Thing {
  readonly id: string;
  readonly name?: string;
  readonly tags?: readonly string[];
  readonly metadata?: Readonly<Record<string, unknown>>;
}

interface ThingWrite {
  name?: string | undefined;
  tags?: string[];
  metadata?: Record<string, unknown>;
}

interface ThingQuery {
  starting_after?: string;
  ending_before?: string;
  limit?: number;
  q?: string;
  filter_by?: { tags?: string[]; name?: string; range?: { from?: number; to?: number } };
}

interface None {
  query?: never;
  header?: never;
  path?: never;
  cookie?: never;
}

interface ById extends Omit<None, "path"> {
  path: { id: string };
}

interface Json<Content> {
  content: { "application/json": Content };
}

/** An event of the fixture: a union that narrows by its type. */
export type ThingEvent =
  | { readonly type: "delta"; readonly text: string }
  | { readonly type: "done"; readonly count: number };

interface Events {
  "text/event-stream": { data?: ThingEvent };
}

interface Empty {
  content?: never;
}

/** The methods that a path of the fixture does not have, as openapi-typescript names them. */
type Without<Method extends "get" | "put" | "post" | "delete" | "patch"> = { parameters: None } & {
  [M in Method | "options" | "head" | "trace"]?: never;
};

/**
 * The paths of a spec that never changes, in the shape in which openapi-typescript writes them. A test that is not about
 * the API's own operations calls these, with `orq.withSpec<FixturePaths>()`, so that no new pin can break it.
 */
export interface FixturePaths {
  "/v2/things": Without<"put" | "delete" | "patch"> & {
    get: {
      parameters: Omit<None, "query"> & { query?: ThingQuery };
      requestBody?: never;
      responses: { 200: Json<{ object: "list"; data: Thing[]; has_more: boolean }> };
    };
    post: { parameters: None; requestBody: Json<ThingWrite>; responses: { 201: Json<Thing> } };
  };
  "/v2/things/{id}": Without<"post"> & {
    get: {
      parameters: Omit<ById, "query" | "header"> & { query?: { view?: string }; header?: { "x-tenant"?: string } };
      requestBody?: never;
      responses: { 200: Json<Thing>; 404: Json<{ message: string }> };
    };
    patch: { parameters: ById; requestBody: Json<ThingWrite>; responses: { 200: Json<Thing> } };
    put: { parameters: ById; requestBody: Json<ThingWrite>; responses: { 200: Json<Thing> } };
    delete: { parameters: ById; requestBody?: never; responses: { 204: Empty } };
  };
  "/v2/form": Without<"get" | "put" | "delete" | "patch"> & {
    post: {
      parameters: None;
      requestBody: { content: { "application/x-www-form-urlencoded": { grant?: string; scope?: string[] } } };
      responses: { 200: Json<Thing> };
    };
  };
  "/v2/upload": Without<"get" | "put" | "delete" | "patch"> & {
    post: {
      parameters: None;
      requestBody: { content: { "multipart/form-data": { file?: Blob; purpose?: string; tags?: string[] } } };
      responses: { 200: Json<Thing> };
    };
  };
  "/v2/things/{id}/content": Without<"post" | "delete" | "patch"> & {
    get: {
      parameters: ById;
      requestBody?: never;
      responses: { 200: { content: { "application/octet-stream": Blob } } };
    };
    put: {
      parameters: ById;
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: { 204: Empty };
    };
  };
  "/v2/things/stream": Without<"get" | "put" | "delete" | "patch"> & {
    post: { parameters: None; requestBody: Json<{ prompt?: string }>; responses: { 200: { content: Events } } };
  };
  "/v2/completions": Without<"get" | "put" | "delete" | "patch"> & {
    post: {
      parameters: None;
      requestBody: Json<{ prompt: string; stream?: boolean }>;
      responses: { 200: { content: Json<Thing>["content"] & Events } };
    };
  };
  "/v2/things/{id}/sound": Without<"post" | "put" | "delete" | "patch"> & {
    get: { parameters: ById; requestBody?: never; responses: { 200: Empty; 204: Empty } };
  };
  "/v2/things/{id}/transcript": Without<"post" | "put" | "delete" | "patch"> & {
    get: {
      parameters: ById;
      requestBody?: never;
      responses: { 200: { content: Json<Thing>["content"] & { "text/plain": string } } };
    };
  };
}
