import type { paths } from "./spec.ts";

type Method = "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace";
type SuccessStatus = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226 | "2XX";

/** Every operation of a spec, as `"METHOD /path"`: some operations of the API have no operationId. */
export type Operation<Paths = paths> = {
  [Path in keyof Paths & string]: `${Uppercase<MethodOf<Paths[Path]>>} ${Path}`;
}[keyof Paths & string];

type MethodOf<PathItem> = {
  [Key in Method & keyof PathItem]: PathItem[Key] extends undefined ? never : Key;
}[Method & keyof PathItem];

/** One operation's entry in the spec, looked up by key: nothing here maps over all operations. */
type Definition<O extends string, Paths> = O extends `${infer Verb} ${infer Path extends keyof Paths & string}`
  ? Paths[Path][Lowercase<Verb> & keyof Paths[Path]]
  : never;

type ParametersOf<Definition> = Definition extends { parameters: infer Parameters } ? Given<Parameters> : never;

/** The parameter locations that the operation has; openapi-typescript declares the others as `never`. */
type Given<Parameters> = {
  [Key in keyof Parameters as Parameters[Key] extends undefined ? never : Key]: Parameters[Key];
};

/** The query parameters of an operation. */
export type Query<O extends Operation<Paths>, Paths = paths> =
  Definition<O, Paths> extends { parameters: { query?: infer Parameters } } ? NonNullable<Parameters> : never;

/** The request body of an operation: JSON where the operation takes it, else a form or raw bytes. */
export type Body<O extends Operation<Paths>, Paths = paths> =
  Definition<O, Paths> extends { requestBody?: infer RequestBody } ? RequestContent<NonNullable<RequestBody>> : never;

type RequestContent<RequestBody> = RequestBody extends { content: infer Content }
  ? Content extends { "application/json": infer Json }
    ? Json
    : Content extends { "multipart/form-data": infer Form }
      ? Form | FormData
      : Blob | ArrayBuffer | string
  : never;

/** What a successful call of an operation gives: its JSON, or `undefined` where it answers without content. */
export type Result<O extends Operation<Paths>, Paths = paths> =
  Definition<O, Paths> extends { responses: infer Responses }
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
 * What a call of an operation takes: its parameters and its body. It depends on the operation alone and is never
 * inferred from the argument, so a key that the spec does not have fails on that key (TS2353).
 */
export type Init<O extends Operation<Paths>, Paths = paths> = ParametersInit<ParametersOf<Definition<O, Paths>>> &
  BodyInit<Definition<O, Paths>>;

type ParametersInit<Parameters> = keyof Parameters extends never
  ? unknown
  : Partial<Parameters> extends Parameters
    ? { params?: Parameters }
    : { params: Parameters };

type BodyInit<Definition> = Definition extends { requestBody: infer RequestBody }
  ? { body: RequestContent<RequestBody> }
  : Definition extends { requestBody?: infer RequestBody }
    ? [NonNullable<RequestBody>] extends [never]
      ? unknown
      : { body?: RequestContent<NonNullable<RequestBody>> }
    : unknown;
