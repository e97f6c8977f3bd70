import { Orq, OrqError, type OrqOptions } from "orq-client";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { type Act, type RawServer, startRawServer } from "./raw-server.ts";

const running: RawServer[] = [];

beforeEach(() => {
  // The jitter: every wait that is left to chance is none.
  vi.spyOn(Math, "random").mockReturnValue(0);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(running.splice(0).map((server) => server.close()));
});

export const apiKey = "secret-key-1234567890";

/** A server that does these acts, and a client of it. Both are gone after the test. */
export async function startRawClient(
  acts: readonly Act[],
  options: OrqOptions = {},
): Promise<{ readonly server: RawServer; readonly orq: Orq }> {
  const server = await startRawServer(...acts);
  running.push(server);
  return { server, orq: new Orq({ apiKey, baseUrl: server.url, timeoutMs: 60_000, ...options }) };
}

/** The error that a call ends with, which must be one of ours. */
export async function failureOf(call: PromiseLike<unknown>): Promise<OrqError> {
  const error = await call.then(
    (data) => expect.fail(`it resolved with ${JSON.stringify(data)}`),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(OrqError);
  return error as OrqError;
}
