import { Orq, OrqError, type OrqOptions } from "orq-client";
import { expect, onTestFinished, vi } from "vitest";
import { type Act, type RawServer, startRawServer } from "./raw-server.ts";

/** Makes every wait that is left to chance none, for the length of a test. */
export function withoutJitter(): void {
  const random = vi.spyOn(Math, "random").mockReturnValue(0);
  onTestFinished(() => random.mockRestore());
}

export const apiKey = "secret-key-1234567890";

/** A server that does these acts, and a client of it whose waits are not left to chance. Both are gone after the test. */
export async function startRawClient(
  acts: readonly Act[],
  options: OrqOptions = {},
): Promise<{ readonly server: RawServer; readonly orq: Orq }> {
  withoutJitter();
  const server = await startRawServer(...acts);
  onTestFinished(() => server.close());
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
