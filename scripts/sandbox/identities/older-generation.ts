import { refuse } from "../replies/reply.ts";
import { type Generation, NO_USAGE, WORKSPACE_ID } from "./generation.ts";

/** Flat records. Each operation has its own idea of what a record holds and of what an error looks like. */
export const olderGeneration: Generation = {
  listed: ({ identities, hasMore }) => ({
    status: 200,
    body: {
      object: "list",
      data: identities.map((identity) => ({ ...identity, metrics: NO_USAGE })),
      has_more: hasMore,
    },
  }),
  created: (identity) => ({ status: 201, body: { ...identity, workspace_id: WORKSPACE_ID } }),
  retrieved: (identity, query) => ({
    status: 200,
    body: { ...identity, metrics: query.include_metrics ? NO_USAGE : null },
  }),
  updated: (identity) => ({ status: 200, body: identity }),
  deleted: () => ({ status: 204 }),
  missing: (operation, id) => {
    const message = `No identity has the id ${id}`;
    return operation === "update" ? refuse(404, message) : { status: 404, body: { error: message } };
  },
};
