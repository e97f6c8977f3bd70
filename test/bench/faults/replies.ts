import { reply } from "../../support/acts.ts";
import type { Act } from "../../support/raw-server.ts";

const at = "2026-01-01T00:00:00Z";
const record = { _id: "contact_1", external_id: "user_1", workspace_id: "workspace_1", created: at, updated: at };

/** A record of both generations of the API at once: the contenders speak one or the other. */
export const bothGenerations: object = { ...record, identity: record };
export const ok: Act = reply(200, {}, bothGenerations);
export const created: Act = reply(201, {}, bothGenerations);
