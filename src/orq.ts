import { createApi } from "./api.ts";
import { type Call, createCall, createPrepare } from "./call.ts";
import { type Api, createOpenapiFetch } from "./openapi-fetch.ts";
import type { CallArguments, KnownOperation, Result } from "./operation.ts";
import type { CallOptions } from "./options/call-options.ts";
import { type OrqOptions, type ResolvedOptions, resolveOptions } from "./options/client-options.ts";
import { Contacts } from "./resources/contacts.ts";
import { Identities } from "./resources/identities.ts";
import type { ResponsePromise } from "./results/response-promise.ts";
import type { paths } from "./spec.ts";
import { traitsOf } from "./traits.ts";
import { createTransport } from "./transport/transport.ts";

/** The roads of a client, for the types of any pin. */
interface Roads {
  /** Replies as the server gives them. */
  readonly call: Call<never>;
  /** Replies as the current pin declares them, whichever generation the server has. */
  readonly currentCall: Call<never>;
  /** Made when it is asked for: most programs never do. */
  readonly api: () => Api<never>;
}

function createRoads(options: ResolvedOptions): Roads {
  const send = createTransport(options);
  const prepare = createPrepare(options);
  let api: Api<never> | undefined;
  return {
    call: createCall(prepare, send, () => undefined),
    currentCall: createCall(prepare, send, traitsOf),
    api: () => {
      api ??= createApi(prepare, createOpenapiFetch(options.baseUrl), send);
      return api;
    },
  };
}

/** A client, typed by the paths of a pin. */
export class SpecClient<Paths extends object> {
  readonly #call: Call<Paths>;
  readonly #api: () => Api<Paths>;

  constructor(call: Call<never>, api: () => Api<never>) {
    this.#call = call as unknown as Call<Paths>;
    this.#api = api as unknown as () => Api<Paths>;
  }

  /**
   * The openapi-fetch client, through the same transport: `{ data, error, response }`, and nothing thrown for a status.
   * Middleware that it uses applies to it alone.
   */
  get api(): Api<Paths> {
    return this.#api();
  }

  /** Calls any operation of the pin by its key: `orq.call("GET /v2/identities/{id}", { params: { path: { id } } })`. */
  call<const O extends string, Given>(
    operation: KnownOperation<O, Paths>,
    ...init: CallArguments<O, Paths, CallOptions, Given>
  ): ResponsePromise<Result<O, Paths>> {
    const call = this.#call as unknown as (operation: string, init?: object) => ResponsePromise<Result<O, Paths>>;
    return call(operation, ...(init as [object?]));
  }
}

/**
 * A client of the orq.ai API. Methods throw: every error is an `OrqError`.
 *
 * @throws {ConfigError} at construction, for an option that cannot work. The key is never shown.
 */
export class Orq extends SpecClient<paths> {
  readonly identities: Identities;
  readonly contacts: Contacts;
  readonly #roads: Roads;

  constructor(options: OrqOptions = {}) {
    const roads = createRoads(resolveOptions(options));
    super(roads.currentCall, roads.api);
    this.#roads = roads;
    const call = roads.currentCall as unknown as Call;
    this.identities = new Identities(call);
    this.contacts = new Contacts(call);
  }

  /** The same client, with `call` and `api` typed by another pin: `orq.withSpec<newest.paths>()`. */
  withSpec<Paths extends object = paths>(): SpecClient<Paths> {
    return new SpecClient<Paths>(this.#roads.call, this.#roads.api);
  }

  /**
   * The same client for the time in which the server moves from one pin to another: it has the operations that both have, takes
   * what both take, and gives what either may answer. Types alone cannot tell that a field means something else, that a
   * value is refused, or that a default differs; `spec:diff` lists what it can of that.
   */
  withSpecs<Before extends object, After extends object>(): Pick<SpecClient<Before | After>, "call"> {
    return new SpecClient<Before | After>(this.#roads.call, this.#roads.api);
  }
}
