import { createApi } from "./api.ts";
import {
  type AnyCall,
  type Call,
  createCall,
  createPerform,
  createPrepare,
  createStream,
  type Stream,
} from "./call.ts";
import type { Item, KnownList, ListArguments } from "./list-operation.ts";
import { type Api, createOpenapiFetch } from "./openapi-fetch.ts";
import type { CallArguments, KnownOperation, KnownStream, Result, StreamArguments, StreamEvent } from "./operation.ts";
import type { CallOptions } from "./options/call-options.ts";
import {
  type OrqOptions,
  type OrqOverrides,
  overrideOptions,
  type ResolvedOptions,
  resolveOptions,
} from "./options/client-options.ts";
import { type AnyPaginate, createPaginate, type Paginate } from "./paginate.ts";
import { Contacts } from "./resources/contacts.ts";
import { Identities } from "./resources/identities.ts";
import type { PagePromise } from "./results/page-promise.ts";
import type { ResponsePromise } from "./results/response-promise.ts";
import type { StreamPromise } from "./results/stream-promise.ts";
import type { paths } from "./spec.ts";
import { traitsOf } from "./traits.ts";
import type { Send } from "./transport/send.ts";
import { createTransport } from "./transport/transport.ts";

/** The roads of a client, for the types of any pin. */
interface Roads {
  readonly call: AnyCall;
  readonly paginate: AnyPaginate;
  readonly stream: Stream;
  /** Made when it is asked for: most programs never do. */
  readonly api: () => Api<never>;
}

/** The roads by what they make of a reply. */
interface RoadsByReply {
  /** As the server gives it. */
  readonly asServed: Roads;
  /** As the current pin declares it, whichever generation the server has. */
  readonly asCurrent: Roads;
}

function createRoads(options: ResolvedOptions, send: Send): RoadsByReply {
  const prepare = createPrepare(options);
  let made: Api<never> | undefined;
  const api = (): Api<never> => {
    made ??= createApi(prepare, createOpenapiFetch(options.baseUrl), send);
    return made;
  };
  const stream = createStream(prepare, send);
  const roadsBy = (traitsOfReply: Parameters<typeof createPerform>[2]): Roads => {
    const perform = createPerform(prepare, send, traitsOfReply);
    return { call: createCall(perform), paginate: createPaginate(perform), stream, api };
  };
  return { asServed: roadsBy(() => undefined), asCurrent: roadsBy(traitsOf) };
}

// `How` alone tells that a call has no `as`: for a type parameter of the caller's, nothing is known of `Given`.
type ResultAs<How, Given, O extends string, Paths> = [How] extends [undefined]
  ? Result<O, Paths>
  :
      | ReadableStream<Uint8Array<ArrayBuffer>>
      | (Given extends { as: infer As } ? (undefined extends As ? Result<O, Paths> : never) : Result<O, Paths>);

/** The options of `call` beside those of every call. */
export interface As<How> {
  /**
   * `"stream"` gives the body unread, as it comes. `timeoutMs` is then the longest wait for more of it, and `totalTimeoutMs`
   * ends with the headers.
   * @default the body is read, and what it is decides what it becomes
   */
  readonly as?: How;
}

/** A client, typed by the paths of a pin: `call`, `paginate`, `stream` and `api`. */
export class SpecClient<Paths extends object> {
  readonly #roads: Roads;

  /** @internal */
  constructor(roads: Roads) {
    this.#roads = roads;
  }

  /**
   * The openapi-fetch client, through the same transport: `{ data, error, response }`, and nothing thrown for a status.
   * Middleware that it uses applies to it alone.
   */
  get api(): Api<Paths> {
    return this.#roads.api() as unknown as Api<Paths>;
  }

  /**
   * Calls any operation of the pin by its key: `orq.call("GET /v2/identities/{id}", { params: { path: { id } } })`.
   *
   * @throws {OrqError} Before anything is sent: `ConfigError`, `ValidationError`. Then: `StatusError` for a status that is not a
   * success, `ConnectionError`, `TimeoutError`, `AbortError`, `RedirectError`, `ResponseParseError`, `ResponseTooLargeError`.
   */
  call<const O extends string, Given, How extends "stream" | undefined = undefined>(
    operation: O & KnownOperation<O, Paths>,
    ...init: CallArguments<O, Paths, CallOptions & As<How>, Given>
  ): ResponsePromise<ResultAs<NoInfer<How>, Given, O, Paths>> {
    return this.#roads.call(operation, ...(init as [object?])) as ResponsePromise<
      ResultAs<NoInfer<How>, Given, O, Paths>
    >;
  }

  /**
   * Calls a list for its items: `for await (const dataset of api.paginate("GET /v2/datasets", { maxPages: 3 }))`. Awaited, it
   * is a page. Where the items of a list have neither `_id` nor `id`, the call names the key that leads on: `cursor:
   * "alert_id"`. Operations that are not lists do not compile.
   *
   * @throws {OrqError} As `call` does for each page, and `PaginationError` where the pages do not lead on.
   */
  paginate<const O extends string, Given>(
    operation: O & KnownList<O, Paths>,
    ...init: ListArguments<O, Paths, Given>
  ): PagePromise<Item<O, Paths>, Result<O, Paths>> {
    return this.#roads.paginate(operation, ...(init as [object?])) as unknown as PagePromise<
      Item<O, Paths>,
      Result<O, Paths>
    >;
  }

  /**
   * Calls an operation for its events: `for await (const event of api.stream("POST /v2/deployments/stream", { body }))`. It
   * asks with `accept: text/event-stream`, and with `stream: true` in a body that has such a key. Operations without events
   * do not compile. The events are server-sent events (WHATWG HTML), and `[DONE]` ends them.
   *
   * @throws {OrqError} As `call` does until the stream has begun; after that as `StreamPromise` says.
   */
  stream<const O extends string, Given>(
    operation: O & KnownStream<O, Paths>,
    ...init: StreamArguments<O, Paths, CallOptions, Given>
  ): StreamPromise<StreamEvent<O, Paths>> {
    return this.#roads.stream(operation, ...(init as [object?])) as StreamPromise<StreamEvent<O, Paths>>;
  }
}

/**
 * A client of the orq.ai API. Methods throw: every error is an `OrqError`.
 *
 * @throws {ConfigError} at construction, for an option that cannot work. The key is never shown.
 */
export class Orq extends SpecClient<paths> {
  /** The users and systems on whose behalf a workspace calls models. */
  readonly identities: Identities;
  /** Contacts, the older name of identities. The published spec has had none since 2026-06-02. */
  readonly contacts: Contacts;
  readonly #options: ResolvedOptions;
  readonly #send: Send;
  readonly #roadsByReply: RoadsByReply;

  constructor(options?: OrqOptions);
  /** @internal */
  constructor(options: ResolvedOptions, send: Send);
  constructor(given: OrqOptions | ResolvedOptions = {}, shared?: Send) {
    const options = shared === undefined ? resolveOptions(given as OrqOptions) : (given as ResolvedOptions);
    const send = shared ?? createTransport(options);
    const roads = createRoads(options, send);
    super(roads.asCurrent);
    this.#options = options;
    this.#send = send;
    this.#roadsByReply = roads;
    const call = roads.asCurrent.call as unknown as Call;
    this.identities = new Identities(call, roads.asCurrent.paginate as unknown as Paginate);
    this.contacts = new Contacts(call);
  }

  /**
   * Returns the same client with other options, such as another tenant's key: over the same transport, with the same retry budget,
   * which all of them share.
   *
   * @throws {ConfigError} for an option that cannot work, or one that belongs to the transport.
   */
  withOptions(options: OrqOverrides): Orq {
    return new Orq(overrideOptions(this.#options, options), this.#send);
  }

  /**
   * Returns the same client, with `call`, `paginate`, `stream` and `api` typed by another pin: `orq.withSpec<paths>()` with the
   * `paths` of `orq-client/spec/<pin>`. Its replies come as the server gives them.
   */
  withSpec<Paths extends object = paths>(): SpecClient<Paths> {
    return new SpecClient<Paths>(this.#roadsByReply.asServed);
  }

  /**
   * Returns the same client for the time in which the server moves from one pin to another: it has the operations that both have, takes
   * what both take, and gives what either may answer. Types alone cannot tell that a field means something else, that a
   * value is refused, or that a default differs; `spec:diff` lists what it can of that.
   */
  withSpecs<Before extends object, After extends object>(): Pick<
    SpecClient<Before | After>,
    "call" | "paginate" | "stream"
  > {
    return new SpecClient<Before | After>(this.#roadsByReply.asServed);
  }
}
