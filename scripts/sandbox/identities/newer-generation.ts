import { refuseWithCode } from "../replies/reply.ts";
import { type Generation, NO_USAGE, WORKSPACE_ID } from "./generation.ts";
import type { Identity } from "./identity-store.ts";

/** A single record comes wrapped in `{ identity }`, and a delete answers with an empty object. */
export const newerGeneration: Generation = {
  listed: ({ identities, hasMore }, query) => ({
    status: 200,
    body: {
      object: "list",
      data: identities.map((identity) => record(identity, query.include_metrics)),
      has_more: hasMore,
    },
  }),
  created: (identity) => ({
    status: 201,
    body: { identity: record(identity) },
    headers: { location: `/v2/identities/${identity._id}` },
  }),
  retrieved: (identity, query) => ({ status: 200, body: { identity: record(identity, query.include_metrics) } }),
  updated: (identity) => ({ status: 200, body: { identity: record(identity) } }),
  deleted: () => ({ status: 200, body: {} }),
  missing: (_operation, id) => refuseWithCode(404, "not_found", `No identity has the id ${id}`),
};

/** This generation declares no nulls. */
function record(identity: Identity, withMetrics: boolean | null = false): Record<string, unknown> {
  return {
    ...Object.fromEntries(Object.entries(identity).filter(([, value]) => value !== null)),
    workspace_id: WORKSPACE_ID,
    ...(withMetrics && { metrics: NO_USAGE }),
  };
}
