import type { Api } from "../api/api.ts";
import { type Reply, refuse } from "../replies/reply.ts";
import type { ValidRequest } from "../requests/request.ts";
import type { Generation } from "./generation.ts";
import { type ListQuery, pageOf } from "./identity-page.ts";
import { type IdentityFields, IdentityStore } from "./identity-store.ts";
import { newerGeneration } from "./newer-generation.ts";
import { olderGeneration } from "./older-generation.ts";

export type Handler = (request: ValidRequest) => Reply;

const createKey = "POST /v2/identities";

/** Returns the operations that keep identities, by key, over a store of their own. A pin without the family has none. */
export function identityOperations(api: Api): Readonly<Record<string, Handler>> {
  const generation = generationOf(api);
  if (generation === undefined) return {};
  const store = new IdentityStore();
  const answersCreated = api.operations.get("POST /v2/contacts")?.responses.has("201") === true;
  return {
    "GET /v2/identities": ({ query: given }) => {
      const query: ListQuery = given;
      if (query.starting_after !== undefined && query.ending_before !== undefined) {
        return refuse(400, "query: starting_after and ending_before exclude each other");
      }
      const page = pageOf(store, query);
      return page === undefined
        ? refuse(400, `query: no identity has the cursor ${query.ending_before ?? query.starting_after}`)
        : generation.listed(page, query);
    },

    [createKey]: (request) => {
      const fields = fieldsOf(request);
      return store.find(fields.external_id) === undefined
        ? generation.created(store.create(fields.external_id, fields))
        : refuse(409, `body.external_id: ${fields.external_id} is taken`);
    },

    "GET /v2/identities/{id}": (request) => {
      const identity = store.find(idOf(request));
      return identity === undefined
        ? generation.missing("retrieve", idOf(request))
        : generation.retrieved(identity, request.query);
    },

    "PATCH /v2/identities/{id}": (request) => {
      const identity = store.update(idOf(request), fieldsOf(request));
      return identity === undefined ? generation.missing("update", idOf(request)) : generation.updated(identity);
    },

    "DELETE /v2/identities/{id}": (request) =>
      store.delete(idOf(request)) ? generation.deleted() : generation.missing("delete", idOf(request)),

    // A contact is an identity under its former name. Only the older generation serves it.
    "POST /v2/contacts": (request) => {
      const fields = fieldsOf(request);
      const identity = store.update(fields.external_id, fields) ?? store.create(fields.external_id, fields);
      return answersCreated ? generation.created(identity) : { status: 200, body: identity };
    },
  };
}

/** Tells the generation from the document: the newer one wraps a created record in `{ identity }`. */
function generationOf({ operations, sampler }: Api): Generation | undefined {
  const created = operations.get(createKey)?.responses.get("201")?.contents.get("application/json");
  if (created === undefined) return undefined;
  return sampler.property(created, "identity") === undefined ? olderGeneration : newerGeneration;
}

function idOf({ path }: ValidRequest): string {
  return String(path["id"]);
}

function fieldsOf({ body = {} }: ValidRequest): IdentityFields & { readonly external_id: string } {
  return body as IdentityFields & { readonly external_id: string };
}
