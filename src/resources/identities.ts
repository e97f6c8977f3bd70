import type { Call, OperationTraits } from "../call.ts";
import type { CallOptions } from "../call-options.ts";
import type { Body, Query, Result } from "../operation.ts";
import { type PageOptions, PagePromise } from "../page-promise.ts";
import { mapData, type ResponsePromise } from "../response-promise.ts";

export type Identity = Result<"PATCH /v2/identities/{id}">;
export type IdentityUpdate = Body<"PATCH /v2/identities/{id}">;
export type IdentityWithMetrics = Result<"GET /v2/identities/{id}">;
export type IdentityRetrieveQuery = Query<"GET /v2/identities/{id}">;
export type CreatedIdentity = Result<"POST /v2/identities">;
export type IdentityCreate = Body<"POST /v2/identities">;
export type IdentityPage = Result<"GET /v2/identities">;
export type ListedIdentity = IdentityPage["data"][number];
export type IdentityListQuery = Query<"GET /v2/identities">;

/** The users and systems on whose behalf a workspace calls models. An `id` is an identity's own or its external id. */
export class Identities {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Lists identities (`ListIdentities`): one page when awaited, every page when iterated with `for await`. */
  list(query: IdentityListQuery = {}, options: PageOptions = {}): PagePromise<ListedIdentity, IdentityPage> {
    const sent = withDottedFilter(query);
    return new PagePromise(query, options, (cursor) =>
      this.#call(
        "GET /v2/identities",
        { ...options, params: { query: { ...sent, ...cursor } } },
        { bodyExpected: true },
      ),
    );
  }

  /** Creates an identity (`CreateIdentity`). A taken `external_id` is an error: to upsert, use `contacts.create`. */
  create(identity: IdentityCreate, options?: CallOptions): ResponsePromise<CreatedIdentity> {
    return this.#call("POST /v2/identities", { ...options, body: identity }, record);
  }

  /** Retrieves one identity (`RetrieveIdentity`). */
  retrieve(id: string, query: IdentityRetrieveQuery = {}, options?: CallOptions): ResponsePromise<IdentityWithMetrics> {
    const init = { ...options, params: { path: { id }, query } };
    return this.#call("GET /v2/identities/{id}", init, record);
  }

  /** Sets the given fields of an identity and leaves the others (`UpdateIdentity`). */
  update(id: string, fields: IdentityUpdate, options?: CallOptions): ResponsePromise<Identity> {
    const init = { ...options, params: { path: { id } }, body: fields };
    return this.#call("PATCH /v2/identities/{id}", init, updatedRecord);
  }

  /** Deletes an identity (`DeleteIdentity`). */
  delete(id: string, options?: CallOptions): ResponsePromise<void> {
    return mapData(this.#call("DELETE /v2/identities/{id}", { ...options, params: { path: { id } } }), () => {});
  }
}

/** How the API reads an object from a query is documented for the newer generation alone: a dotted name, repeated. */
function withDottedFilter({ filter_by, ...query }: IdentityListQuery): IdentityListQuery {
  const sent = { ...query, "filter_by.tags": filter_by?.tags };
  return sent;
}

/** A server of the newer generation wraps the record: `{ identity }`. */
function unwrap(reply: unknown): unknown {
  const { identity = reply } = Object(reply) as { identity?: unknown };
  return identity;
}

const record: OperationTraits = { bodyExpected: true, unwrap };
/** An update sets values and adds to none: a second time changes nothing. */
const updatedRecord: OperationTraits = { ...record, idempotent: true };
