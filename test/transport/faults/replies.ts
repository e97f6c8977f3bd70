import { reply } from "../../support/acts.ts";
import type { Act } from "../../support/raw-server.ts";

const at = "2026-01-01T00:00:00Z";
const record = { _id: "contact_1", external_id: "user_1", workspace_id: "workspace_1", created: at, updated: at };

/** A record of both generations of the API at once: the clients under test speak one or the other. */
export const bothGenerations: object = { ...record, identity: record };
export const ok: Act = reply(200, {}, bothGenerations);
export const created: Act = reply(201, {}, bothGenerations);

export const json = { "content-type": "application/json" };
export const html = "<html><head><title>Bad gateway</title></head><body>no</body></html>";

/** An error that says why, as the API does. */
export function refusal(status: number, headers: Readonly<Record<string, string>> = {}): Act {
  return reply(status, headers, { message: "no" });
}
