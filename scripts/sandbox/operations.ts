import type { Generation } from "./generation.ts";
import { type ListQuery, pageOf } from "./identity-page.ts";
import { type IdentityFields, IdentityStore } from "./identity-store.ts";
import { type Reply, refuse } from "./reply.ts";

/** A request that the served document has found valid, so what an operation requires of it is there. */
export interface OperationRequest {
  readonly id: string;
  readonly query: ListQuery;
  readonly body: IdentityFields & { readonly external_id: string };
}

export type Operation = (request: OperationRequest) => Reply;

/** The operations by operationId, over a store of their own. */
export function identityOperations(generation: Generation): Readonly<Record<string, Operation>> {
  const store = new IdentityStore();
  return {
    ListIdentities: ({ query }) => {
      if (query.starting_after !== undefined && query.ending_before !== undefined) {
        return refuse(400, "query: starting_after and ending_before exclude each other");
      }
      const page = pageOf(store.rows, query);
      return page === undefined
        ? refuse(400, `query: no identity has the cursor ${query.ending_before ?? query.starting_after}`)
        : generation.listed(page, query);
    },

    CreateIdentity: ({ body }) =>
      store.find(body.external_id) === undefined
        ? generation.created(store.create(body.external_id, body))
        : refuse(409, `body.external_id: ${body.external_id} is taken`),

    RetrieveIdentity: ({ id, query }) => {
      const identity = store.find(id);
      return identity === undefined ? generation.missing("retrieve", id) : generation.retrieved(identity, query);
    },

    UpdateIdentity: ({ id, body }) => {
      const identity = store.update(id, body);
      return identity === undefined ? generation.missing("update", id) : generation.updated(identity);
    },

    DeleteIdentity: ({ id }) => (store.delete(id) ? generation.deleted() : generation.missing("delete", id)),

    // A contact is an identity under its former name. Only the older generation serves it.
    CreateContact: ({ body }) => ({
      status: 200,
      body: store.update(body.external_id, body) ?? store.create(body.external_id, body),
    }),
  };
}
