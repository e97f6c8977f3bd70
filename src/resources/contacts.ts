import type { Call } from "../call.ts";
import type { Exact } from "../exact.ts";
import type { Body, Result } from "../operation.ts";
import type { CallOptions } from "../options/call-options.ts";
import type { ResponsePromise } from "../results/response-promise.ts";

/** A contact, as `POST /v2/contacts` gives it. */
export type Contact = Result<"POST /v2/contacts">;
/** What `POST /v2/contacts` takes. */
export type ContactCreate = Body<"POST /v2/contacts">;

/** Contacts, the older name of identities. The published spec has had none since 2026-06-02. */
export class Contacts {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * Creates the contact of an `external_id`, or updates it where there is one (`CreateContact`, an upsert).
   * `identities.upsert` does so on every server. Retried like a call that is idempotent.
   *
   * @throws {NotFoundError} that says so, from a server that has no contacts any more.
   */
  create<Given>(contact: Exact<Given, ContactCreate>, options?: CallOptions): ResponsePromise<Contact> {
    return this.#call("POST /v2/contacts", { ...options, body: contact });
  }
}
