import { createApiFetch, encodeApiBody } from "./api-fetch.ts";
import { type Call, createCall } from "./call.ts";
import { type Api, createApi, createSendOperation } from "./openapi-fetch.ts";
import type { Init, Operation, Result } from "./operation.ts";
import type { CallOptions } from "./options/call-options.ts";
import { type OrqOptions, resolveOptions } from "./options/client-options.ts";
import { serializePath } from "./request/path.ts";
import { Contacts } from "./resources/contacts.ts";
import { Identities } from "./resources/identities.ts";
import type { ResponsePromise } from "./results/response-promise.ts";
import type { paths } from "./spec.ts";
import { createTransport } from "./transport/transport.ts";

/** The same client, typed by the paths of another pin. */
export interface SpecClient<Paths extends object> {
  readonly api: Api<Paths>;
  call<const O extends Operation<Paths>>(
    operation: O,
    init: Init<O, Paths> & CallOptions,
  ): ResponsePromise<Result<O, Paths>>;
}

/**
 * A client of the orq.ai API. Methods throw: every error is an `OrqError`.
 *
 * @throws {ConfigError} at construction, for an option that cannot work. The key is never shown.
 */
export class Orq implements SpecClient<paths> {
  readonly identities: Identities;
  readonly contacts: Contacts;
  readonly #call: Call;
  readonly #createApi: () => Api<paths>;
  #api: Api<paths> | undefined;

  constructor(options: OrqOptions = {}) {
    const { keys, fetch, maxResponseBytes, baseUrl, headers, limits, observer } = resolveOptions(options);
    const send = createTransport({ fetch, keys, maxResponseBytes, observer });
    this.#call = createCall({ send: createSendOperation(send, baseUrl), baseUrl, headers, limits, observer });
    this.#createApi = () =>
      createApi<paths>({
        baseUrl,
        headers,
        fetch: createApiFetch({ send, origin: new URL(baseUrl).origin, limits, observer }),
        pathSerializer: serializePath,
        bodySerializer: encodeApiBody,
      });
    this.identities = new Identities(this.#call);
    this.contacts = new Contacts(this.#call);
  }

  /** The openapi-fetch client underneath: `{ data, error, response }`, and nothing thrown for a status. */
  get api(): Api<paths> {
    this.#api ??= this.#createApi();
    return this.#api;
  }

  /** Calls any operation of the pin by its key: `orq.call("GET /v2/identities/{id}", { params: { path: { id } } })`. */
  call<const O extends Operation>(operation: O, init: Init<O> & CallOptions): ResponsePromise<Result<O>> {
    return this.#call(operation, init);
  }

  /** The same client, with `call` and `api` typed by another pin: `orq.withSpec<newest.paths>()`. */
  withSpec<Paths extends object>(): SpecClient<Paths> {
    return this as unknown as SpecClient<Paths>;
  }
}
