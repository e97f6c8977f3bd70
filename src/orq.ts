import { type Api, createApi, createSendOperation } from "./api.ts";
import { type ApiKey, resolveApiKey } from "./api-key.ts";
import { resolveBaseUrl } from "./base-url.ts";
import { type Call, type CallOptions, createCall } from "./call.ts";
import type { Init, Operation, Result } from "./operation.ts";
import { Contacts } from "./resources/contacts.ts";
import { Identities } from "./resources/identities.ts";
import type { ResponsePromise } from "./response-promise.ts";
import type { paths } from "./spec.ts";
import { createTransport } from "./transport.ts";

export interface OrqOptions {
  /**
   * The workspace's key, or a function that gives it (perhaps later) for each request.
   * @default the environment variable `ORQ_API_KEY`
   */
  readonly apiKey?: ApiKey;
  /** @default the environment variable `ORQ_BASE_URL`, then `https://api.orq.ai` */
  readonly baseUrl?: string;
  /** Sends the requests, in place of the runtime's `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Permits a base URL of plain `http:` that is not on loopback: the key can then be read on the way. */
  readonly allowInsecure?: boolean;
}

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
 * @throws {ConfigError} at construction, for a key or a base URL that cannot work. The key is never shown.
 */
export class Orq implements SpecClient<paths> {
  readonly identities: Identities;
  readonly contacts: Contacts;
  /** The openapi-fetch client underneath: `{ data, error, response }`, and nothing thrown for a status. */
  readonly api: Api<paths>;
  readonly #call: Call;

  constructor(options: OrqOptions = {}) {
    const { fetch = (request: Request) => globalThis.fetch(request), headers = {}, allowInsecure = false } = options;
    const transport = createTransport({ fetch, apiKey: resolveApiKey(options.apiKey) });
    const apiOptions = { baseUrl: resolveBaseUrl(options.baseUrl, allowInsecure), headers, fetch: transport };
    this.api = createApi<paths>(apiOptions);
    this.#call = createCall(createSendOperation(apiOptions));
    this.identities = new Identities(this.#call);
    this.contacts = new Contacts(this.#call);
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
