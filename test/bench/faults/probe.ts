import { inspect } from "node:util";
import type { Act } from "../../support/raw-server.ts";
import { type Bench, isTyped, type Outcome, outcomeOf } from "./check.ts";
import type { Options, Settings } from "./contender.ts";

export interface Seen {
  readonly outcome: Outcome;
  /** How many requests the server saw. */
  readonly count: number;
}

export type Probe = (bench: Bench, acts: readonly Act[], settings?: Settings, options?: Options) => Promise<Seen>;

/** An idempotent operation. */
export const update: Probe = async ({ serve }, acts, settings, options) => {
  const { server, session } = await serve(acts, settings);
  const outcome = await outcomeOf(() => session.update("user_1", { display_name: "Jane" }, options));
  return { outcome, count: server.requests.length };
};

/** One that is not. */
export const create: Probe = async ({ serve }, acts, settings, options) => {
  const { server, session } = await serve(acts, settings);
  const outcome = await outcomeOf(() => session.create(options));
  return { outcome, count: server.requests.length };
};

export function succeeded({ outcome, count }: Seen, requests: number): boolean {
  return outcome.kind === "data" && outcome.data !== undefined && count === requests;
}

export function failed({ outcome, count }: Seen, requests: number, status?: number): boolean {
  return isTyped(outcome, status) && count === requests;
}

export function says({ outcome }: Seen, text: string): boolean {
  return outcome.kind === "error" && outcome.error.message.includes(text);
}

/** Sends nothing, and fails with an error of the client's own. */
export async function refuses(bench: Bench, id: unknown, fields: unknown = {}, options?: Options): Promise<boolean> {
  const { server, session } = await bench.serve([]);
  const outcome = await outcomeOf(() => session.update(id, fields, options));
  return isTyped(outcome) && server.requests.length === 0;
}

/** Refuses its settings at once or with the first call: nothing is sent, and the secret is not shown. */
export async function refusesSettings(bench: Bench, settings: Settings, secret = "\0"): Promise<boolean> {
  const { server } = await bench.serve([]);
  const given = { baseUrl: server.url, ...settings };
  const outcome = await outcomeOf(async () => bench.contender.open(given).update("user_1", {}));
  return isTyped(outcome) && !inspect(outcome, { depth: 9 }).includes(secret) && server.requests.length === 0;
}

export async function every<T>(values: readonly T[], check: (value: T) => Promise<boolean>): Promise<boolean> {
  for (const value of values) if (!(await check(value))) return false;
  return true;
}
