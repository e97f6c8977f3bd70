import type { paths } from "./spec.ts";

type SuccessStatus = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226 | "2XX";

/** A key of an operation of a spec, as `"METHOD /path"`. Some operations of the API have no operationId. */
export type Operation<Paths = paths> = {
  [Path in keyof Paths & string]: `${MethodOf<Paths[Path]>} ${Path}`;
}[keyof Paths & string];

// One question for each method, and one for the three rare ones. A mapped type over all methods costs the compiler four
// times as much for every path of the spec.
type MethodOf<PathItem> =
  | (PathItem extends { get: object } ? "GET" : never)
  | (PathItem extends { put: object } ? "PUT" : never)
  | (PathItem extends { post: object } ? "POST" : never)
  | (PathItem extends { delete: object } ? "DELETE" : never)
  | (PathItem extends { patch: object } ? "PATCH" : never)
  | (PathItem extends { options?: never; head?: never; trace?: never } ? never : RareMethodOf<PathItem>);

type RareMethodOf<PathItem> =
  | (PathItem extends { options: object } ? "OPTIONS" : never)
  | (PathItem extends { head: object } ? "HEAD" : never)
  | (PathItem extends { trace: object } ? "TRACE" : never);

/**
 * The entry of an operation in the spec, looked up by key. It must not distribute over `O`: the compiler would then map
 * over all operations of the spec for each call.
 */
type OperationObject<O extends string, Paths> = [O] extends [`${infer Verb} ${infer Path}`]
  ? Path extends keyof Paths
    ? Lowercase<Verb> extends keyof Paths[Path]
      ? Paths[Path][Lowercase<Verb>]
      : never
    : never
  : never;

type ParametersOf<Entry> = Entry extends { parameters: infer Parameters } ? Given<Parameters> : never;

/** The parameter locations that an operation has. Cookies are left out: `fetch` does not send them. */
type Given<Parameters> = {
  [Key in keyof Parameters as Parameters[Key] extends undefined ? never : Exclude<Key, "cookie">]: Parameters[Key];
};

/** The query parameters of an operation. */
export type Query<O extends string, Paths = paths> =
  OperationObject<O, Paths> extends { parameters: { query?: infer Parameters } } ? NonNullable<Parameters> : never;

/** The request body of an operation: JSON where the operation takes it, otherwise a form or raw bytes. */
export type Body<O extends string, Paths = paths> =
  OperationObject<O, Paths> extends { requestBody?: infer RequestBody }
    ? RequestContent<NonNullable<RequestBody>>
    : never;

type RequestContent<RequestBody> = RequestBody extends { content: infer Content }
  ? Content extends { "application/json": infer Json }
    ? Json
    : Content extends { "multipart/form-data": infer Form }
      ? Form | FormData
      : Blob | ArrayBuffer | string
  : never;

/** The result of a successful call of an operation: its JSON, or `undefined` where it answers without content. */
export type Result<O extends string, Paths = paths> =
  OperationObject<O, Paths> extends { responses: infer Responses }
    ? ResponseContent<Responses[keyof Responses & SuccessStatus]>
    : never;

type ResponseContent<Response> = Response extends { content: infer Content }
  ? Content extends { "application/json": infer Json }
    ? Json
    : Content extends { "text/event-stream": unknown }
      ? string
      : Blob
  : undefined;

/**
 * The argument of a call of an operation: its parameters and its body. It depends on the operation alone and is never
 * inferred from the argument, so a key that the spec does not have fails on that key (TS2353).
 */
export type Init<O extends string, Paths = paths> = ParametersInit<ParametersOf<OperationObject<O, Paths>>> &
  WithBody<OperationObject<O, Paths>>;

type ParametersInit<Parameters> = keyof Parameters extends never
  ? unknown
  : Partial<Parameters> extends Parameters
    ? { params?: Parameters }
    : { params: Parameters };

type WithBody<Entry> = Entry extends { requestBody: infer RequestBody }
  ? { body: RequestContent<RequestBody> }
  : Entry extends { requestBody?: infer RequestBody }
    ? [NonNullable<RequestBody>] extends [never]
      ? unknown
      : { body?: RequestContent<NonNullable<RequestBody>> }
    : unknown;
