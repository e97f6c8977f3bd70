import type { Exact, OfAll } from "./exact.ts";
import type { paths } from "./spec.ts";

type SuccessStatus = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226 | "2XX";

// `Paths` may be a union of specs, for a client that must suit each of them: then a call takes what all of them take, and
// its result is that of any.

/** A key of an operation of a spec, as `"METHOD /path"`. Some operations of the API have no operationId. */
export type Operation<Paths = paths> = OfAll<
  Paths extends unknown ? (operation: OperationOf<Paths>) => void : never,
  string
>;

type OperationOf<Paths> = {
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
type OperationObject<O extends string, Paths> = Paths extends unknown
  ? [O] extends [`${infer Verb} ${infer Path}`]
    ? Path extends keyof Paths
      ? Lowercase<Verb> extends keyof Paths[Path]
        ? Paths[Path][Lowercase<Verb>]
        : never
      : never
    : never
  : never;

type ParametersOf<Entry> = Entry extends { parameters: infer Parameters } ? WithoutCookies<Parameters> : never;

/** The parameter locations that an operation has. Cookies are left out: `fetch` does not send them. */
type WithoutCookies<Parameters> = {
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

/**
 * The result of a successful call of an operation: its JSON, its text or its bytes, or `undefined` where it answers without
 * content. A 200 of which the spec declares no content may have some.
 */
export type Result<O extends string, Paths = paths> =
  OperationObject<O, Paths> extends { responses: infer Responses }
    ?
        | ResponseContent<Responses[keyof Responses & SuccessStatus]>
        | (Responses extends { 200: { content?: never } } ? Blob : never)
    : never;

type ResponseContent<Response> = Response extends { content: infer Content }
  ? Content extends { "application/json": infer Json }
    ? Json | (Content extends { "text/plain": unknown } ? string : never)
    : keyof Content extends `text/${string}`
      ? string
      : Blob
  : undefined;

/** An event of an operation that answers with server-sent events. */
export type StreamEvent<O extends string, Paths = paths> =
  OperationObject<O, Paths> extends { responses: infer Responses }
    ? EventOf<Responses[keyof Responses & SuccessStatus]>
    : never;

// The spec declares the message, whose data is the event.
type EventOf<Response> = Response extends { content: { "text/event-stream": infer Message } }
  ? Message extends { data?: infer Event }
    ? Exclude<Event, undefined>
    : Message
  : never;

/** The argument of a call of an operation: its parameters and its body. */
export type Init<O extends string, Paths = paths> = InitAsking<O, Paths, ForNoEvents>;

/** The argument of a call for the events of an operation. A body that has `stream` says `true`, also where it is left out. */
export type StreamInit<O extends string, Paths = paths> = InitAsking<O, Paths, ForEvents<O>>;

interface ForNoEvents {
  stream?: false;
}

// The run time asks with `stream: true`, save where the path says so already.
type ForEvents<O> = O extends `${string}/stream${string}` ? { stream: true } : { stream?: true };

type InitAsking<O extends string, Paths, Asked> = OfAll<
  Paths extends unknown ? (init: InitOf<OperationObject<O, Paths>, Asked>) => void : never
>;

type InitOf<Entry, Asked> = ParametersInit<ParametersOf<Entry>> & WithBody<Entry, Asked>;

type ParametersInit<Parameters> = keyof Parameters extends never
  ? unknown
  : Partial<Parameters> extends Parameters
    ? { params?: Parameters }
    : { params: Parameters };

type WithBody<Entry, Asked> = Entry extends { requestBody: infer RequestBody }
  ? BodyInit<RequestBody, Asked>
  : Entry extends { requestBody?: infer RequestBody }
    ? [NonNullable<RequestBody>] extends [never]
      ? unknown
      : Partial<BodyInit<NonNullable<RequestBody>, Asked>>
    : unknown;

type BodyInit<RequestBody, Asked> = RequestBody extends { content: infer Content }
  ? Content extends { "application/json": infer Json }
    ? { body: AskedBody<Json, Asked> }
    : Content extends { "multipart/form-data": infer Form }
      ? FormInit<Form>
      : { body: RequestContent<RequestBody>; contentType?: keyof Content }
  : never;

/** A body that asks for events, or for none, where the operation lets it. */
type AskedBody<Json, Asked> = Json extends unknown
  ? "stream" extends keyof Json
    ? true extends Json["stream"]
      ? Json & Asked
      : Json
    : Json
  : never;

// Types are not there at run time: where no file among the fields tells that they are a form, the call says so.
type FormInit<Form> =
  | { body: FormData | WithFile<Form>; contentType?: "multipart/form-data" }
  | { body: Form; contentType: "multipart/form-data" };

type WithFile<Form> = {
  [Key in keyof Form]-?: Blob extends Form[Key]
    ? Form & { [File in Key]-?: Blob }
    : Blob[] extends Form[Key]
      ? Form & { [File in Key]-?: Blob[] }
      : never;
}[keyof Form];

/**
 * Refuses a key that is not an operation. It stands beside `O` in an intersection: there the compiler sees that a key is a
 * text without this type, and so does not list all operations for each call.
 */
export type KnownOperation<O extends string, Paths> = [IsOpen<O>] extends [false]
  ? [IsOperation<O, Paths>] extends [true]
    ? unknown
    : NoInfer<Refusal<O, Paths>>
  : unknown;

/** Whether every spec of a union has the operation. */
export type IsOperation<O extends string, Paths> = Paths extends unknown
  ? [O] extends [`${infer Verb extends Method} ${infer Path extends keyof Paths & string}`]
    ? Paths[Path] extends { [Key in Lowercase<Verb>]: object }
      ? true
      : false
    : false
  : never;

type Method = "GET" | "PUT" | "POST" | "DELETE" | "PATCH" | "OPTIONS" | "HEAD" | "TRACE";

// Before the argument is known, `O` is `string`: an editor offers what this gives.
type Refusal<O extends string, Paths> = O extends unknown
  ? string extends O
    ? Operation<Paths>
    : Not<"an operation", Nearest<O, Operation<Paths>>>
  : never;

declare const not: unique symbol;

/** Nothing has this property: in the compiler's message it says what a key is not, and names what may have been meant. */
export interface Not<Kind extends string, Meant> {
  readonly [not]: readonly [Kind, Meant];
}

/** The operations of the same path; if there are none, those that begin with the same; if there are none, all. */
export type Nearest<O extends string, All extends string> = OrElse<
  O extends `${string} ${infer Path}` ? Extract<All, `${string} ${Path}`> : never,
  OrElse<Extract<All, `${O}${string}`>, All>
>;

type OrElse<Found, Otherwise> = [Found] extends [never] ? Otherwise : Found;

/** Refuses an operation that answers without events, as `KnownOperation` refuses a key. */
export type KnownStream<O extends string, Paths> = [IsOpen<O>] extends [false]
  ? [StreamEvent<O, Paths>] extends [never]
    ? NoInfer<StreamRefusal<O, Paths>>
    : KnownOperation<O, Paths>
  : unknown;

type StreamRefusal<O extends string, Paths> = O extends unknown
  ? string extends O
    ? StreamOperation<Paths>
    : Not<"a stream", StreamOperation<Paths>>
  : never;

type StreamOperation<Paths> = {
  [O in Operation<Paths>]: [StreamEvent<O, Paths>] extends [never] ? never : O;
}[Operation<Paths>];

/**
 * The arguments that follow the operation in a call: one, which may be left out where the operation needs nothing.
 * `Options` is what a call takes beside its `Init`.
 */
export type CallArguments<O extends string, Paths, Options, Given> = ArgumentsAsking<
  O,
  Paths,
  ForNoEvents,
  Options,
  Given
>;

/** The arguments that follow the operation in a call for its events. */
export type StreamArguments<O extends string, Paths, Options, Given> = ArgumentsAsking<
  O,
  Paths,
  ForEvents<O>,
  Options,
  Given
>;

type ArgumentsAsking<O extends string, Paths, Asked, Options, Given> = [IsOpen<O>] extends [false]
  ? [IsOperation<O, Paths>] extends [true]
    ? Record<never, never> extends InitAsking<O, Paths, Asked> & Options
      ? [init?: ExactInit<O, Paths, Asked, Options, Given>]
      : [init: ExactInit<O, Paths, Asked, Options, Given>]
    : [init?: object]
  : [init: InitAsking<O, Paths, Asked> | (InitAsking<O, Paths, Asked> & Options)];

type ExactInit<O extends string, Paths, Asked, Options, Given> = Exact<
  Given,
  InitAsking<O, Paths, Asked> & Options,
  Paths extends unknown ? [InitAsking<O, Paths, Asked> & Options] : never
>;

// `[O] extends [string]` is true of a type parameter too: this is what the compiler can tell of one.
export type IsOpen<O extends string> = [O] extends [never] ? true : false;
