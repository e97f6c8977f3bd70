import type { Reply } from "../replies/reply.ts";
import type { IdentityPage, ListQuery } from "./identity-page.ts";
import type { Identity } from "./identity-store.ts";

/** The identity family has two generations: they keep the same records and differ in how they answer. */
export interface Generation {
  listed(page: IdentityPage, query: ListQuery): Reply;
  created(identity: Identity): Reply;
  retrieved(identity: Identity, query: ListQuery): Reply;
  updated(identity: Identity): Reply;
  deleted(): Reply;
  missing(operation: "retrieve" | "update" | "delete", id: string): Reply;
}

export const WORKSPACE_ID = "6f1c9a52-3d1e-4b7a-9c55-0a4f7e2b8d10";

/** Nothing is ever spent in the sandbox. */
export const NO_USAGE: Readonly<Record<string, number>> = {
  total_tokens: 0,
  total_cost: 0,
  total_requests: 0,
  error_rate: 0,
};
