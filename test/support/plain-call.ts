import type { Orq, OrqOptions, SpecClient } from "orq-client";
import { reply, thing } from "./acts.ts";
import type { FixturePaths } from "./fixture-spec.ts";
import { startRawClient } from "./raw-client.ts";
import type { Act, RawServer } from "./raw-server.ts";

export type Things = SpecClient<FixturePaths>;

/** The reply to a create that the server has done. */
export const made: Act = reply(201, {}, thing);

/** A server that does these acts, and a client of it that knows the fixture's operations. */
export async function startThings(
  acts: readonly Act[],
  options: OrqOptions = {},
): Promise<{ readonly server: RawServer; readonly orq: Orq; readonly things: Things }> {
  const { server, orq } = await startRawClient(acts, options);
  return { server, orq, things: orq.withSpec<FixturePaths>() };
}

/** A server whose port is closed again, so that a connection to it is refused. */
export async function startRefusing(
  options: OrqOptions = {},
): Promise<{ readonly orq: Orq; readonly things: Things; readonly url: string }> {
  const { server, orq, things } = await startThings([], options);
  await server.close();
  return { orq, things, url: server.url };
}

/** Either road to one operation: `call`, which throws, and `orq.api`. */
export type Road = "call" | "orq.api";

export const roads: readonly Road[] = ["call", "orq.api"];

export interface AnyInit {
  readonly params?: object;
  readonly body?: unknown;
  readonly headers?: object;
  readonly [option: string]: unknown;
}

/** The same operation by either road, with arguments that the types may refuse. */
export function by(road: Road, things: Things, operation: string, init: AnyInit = {}): PromiseLike<unknown> {
  if (road === "call") return things.call(operation as "GET /v2/things", init as never);
  const [method = "", path = ""] = operation.split(" ");
  const api = things.api as unknown as Record<string, (path: string, init: object) => PromiseLike<unknown>>;
  return api[method]?.(path, init) ?? Promise.reject(new Error(`orq.api has no ${method}`));
}
