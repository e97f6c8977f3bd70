import type { Call } from "../call.ts";
import type { Exact } from "../exact.ts";
import type { Body, Query, Result } from "../operation.ts";
import type { CallOptions } from "../options/call-options.ts";
import type { Paginate } from "../paginate.ts";
import type { PageOptions, PagePromise } from "../results/page-promise.ts";
import type { ResponsePromise } from "../results/response-promise.ts";
import { type SyncedIdentity, type SyncOptions, type SyncOutcome, syncIdentities } from "./sync-identities.ts";
import { type UpsertedIdentity, type UpsertOptions, upsertIdentity } from "./upsert-identity.ts";

/** An identity, as `PATCH /v2/identities/{id}` gives it. */
export type Identity = Result<"PATCH /v2/identities/{id}">;
/** What `PATCH /v2/identities/{id}` takes: the fields to set. */
export type IdentityUpdate = Body<"PATCH /v2/identities/{id}">;
/** An identity, as `GET /v2/identities/{id}` gives it. */
export type IdentityWithMetrics = Result<"GET /v2/identities/{id}">;
/** The query of `GET /v2/identities/{id}`. */
export type IdentityRetrieveQuery = Query<"GET /v2/identities/{id}">;
/** An identity, as `POST /v2/identities` gives it. */
export type CreatedIdentity = Result<"POST /v2/identities">;
/** What `POST /v2/identities` takes. */
export type IdentityCreate = Body<"POST /v2/identities">;
/** A page, as `GET /v2/identities` gives it. */
export type IdentityPage = Result<"GET /v2/identities">;
/** An identity of a page of `GET /v2/identities`. */
export type ListedIdentity = IdentityPage["data"][number];
/** The query of `GET /v2/identities`. */
export type IdentityListQuery = Query<"GET /v2/identities">;
type SyncSource<Input> = Iterable<Input> | AsyncIterable<Input>;
// The compiler infers nothing from the very type that is taken.
type InputOf<Given> = unknown extends Given ? SyncedIdentity : Given;

// Requests are written out in the call itself: only there does the compiler refuse a key that the pin does not have. A query
// has a form of its own without one: of a parameter that may be left out, the compiler infers no member of a union alone.

/**
 * The users and systems on whose behalf a workspace calls models. An `id` is an identity's own or its external id. Methods
 * throw as `orq.call` does.
 */
export class Identities {
  readonly #call: Call;
  readonly #paginate: Paginate;

  /** @internal */
  constructor(call: Call, paginate: Paginate) {
    this.#call = call;
    this.#paginate = paginate;
  }

  /** Lists identities (`ListIdentities`): one page when awaited, every page when iterated with `for await`. */
  list<Given>(
    query: Exact<Given, IdentityListQuery | undefined>,
    options?: PageOptions,
  ): PagePromise<ListedIdentity, IdentityPage>;
  list(): PagePromise<ListedIdentity, IdentityPage>;
  list(query: IdentityListQuery = {}, options?: PageOptions): PagePromise<ListedIdentity, IdentityPage> {
    return this.#paginate("GET /v2/identities", { ...options, params: { query }, cursor: "_id" });
  }

  /**
   * Creates an identity (`CreateIdentity`). A taken `external_id` is an error: `upsert` takes either. Sent again only where it is
   * certain that no server has acted on it.
   */
  create<Given>(identity: Exact<Given, IdentityCreate>, options?: CallOptions): ResponsePromise<CreatedIdentity> {
    return this.#call("POST /v2/identities", { ...options, body: identity });
  }

  /**
   * Retrieves one identity (`RetrieveIdentity`).
   *
   * @throws {NotFoundError} where there is none.
   */
  retrieve<Given>(
    id: string,
    query: Exact<Given, IdentityRetrieveQuery | undefined>,
    options?: CallOptions,
  ): ResponsePromise<IdentityWithMetrics>;
  retrieve(id: string): ResponsePromise<IdentityWithMetrics>;
  retrieve(id: string, query: IdentityRetrieveQuery = {}, options?: CallOptions): ResponsePromise<IdentityWithMetrics> {
    return this.#call("GET /v2/identities/{id}", { ...options, params: { path: { id }, query } });
  }

  /**
   * Sets the given fields of an identity and leaves the others (`UpdateIdentity`). Retried like a call that is idempotent.
   *
   * @throws {NotFoundError} where there is none.
   */
  update<Given>(id: string, fields: Exact<Given, IdentityUpdate>, options?: CallOptions): ResponsePromise<Identity> {
    return this.#call("PATCH /v2/identities/{id}", { ...options, params: { path: { id } }, body: fields });
  }

  /**
   * Creates the identity of an `external_id`, or sets the given fields where there is one. Writes nothing where they have
   * these values. Two upserts of one person, or one whose reply is lost, never make two records.
   *
   * @throws {OrqError} as `retrieve`, `create` and `update` do. An upsert that failed can be repeated.
   */
  upsert<Given>(
    external_id: string,
    fields: Exact<Given, IdentityUpdate, [IdentityUpdate] | [IdentityCreate]>,
    options?: UpsertOptions,
  ): Promise<UpsertedIdentity> {
    return upsertIdentity(this.#call, external_id, fields, options);
  }

  /**
   * Upserts people, several at once, as they come from a list, a generator or a cursor: one outcome for each, in the order of
   * the source. A person whose upsert fails is an outcome too. The source is read only as far as outcomes are taken, so
   * memory is bounded. A `Retry-After` holds back all of it.
   *
   * It can be stopped at any time: by leaving the loop, by the signal, or by an error. Another sync that passes over the
   * last `checkpoint` of `onProgress` goes on without a loss.
   *
   * @throws {AbortError | ConfigError | AuthError | StatusError} for what would meet everybody: an abort, an option that
   * cannot work, a key that is refused, a server that asks to wait for more than a minute. The source's own errors are
   * thrown as they are. The outcomes before come first.
   */
  sync<Given>(
    source: SyncSource<Exact<Given, SyncedIdentity, [SyncedIdentity] | [IdentityCreate]>>,
    options: SyncOptions = {},
  ): AsyncGenerator<SyncOutcome<InputOf<Given>>, void, undefined> {
    return syncIdentities(this.#call, source as SyncSource<InputOf<Given>>, options);
  }

  /**
   * Deletes an identity (`DeleteIdentity`).
   *
   * @throws {NotFoundError} where there is none.
   */
  delete(id: string, options?: CallOptions): ResponsePromise<void> {
    return this.#call("DELETE /v2/identities/{id}", { ...options, params: { path: { id } } });
  }
}
