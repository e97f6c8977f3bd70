import { inspect } from "node:util";
import { ConfigError, type Logger, Orq, type OrqEvent } from "orq-client";
import { describe, expect, it, vi } from "vitest";
import { ok, reply, reset } from "../support/acts.ts";
import { apiKey, failureOf, startRawClient } from "../support/raw-client.ts";
import { create, one, replace, retrieve, thingsOf } from "../support/things.ts";

function recorder(): Logger & { readonly lines: unknown[][] } {
  const lines: unknown[][] = [];
  const write =
    (level: string) =>
    (...line: unknown[]) =>
      void lines.push([level, ...line]);
  return { lines, debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

const secretHeaders = { "x-internal-token": "hidden-token", cookie: "session=hidden-session" };

describe("what is seen of a call", () => {
  it("row 49: neither the log, nor an event, nor an error, nor the client shows a key or a secret header", async () => {
    vi.stubEnv("ORQ_LOG", "debug");
    const logger = recorder();
    const events: OrqEvent[] = [];
    const echo = { message: `Incorrect API key: ${apiKey}`, headers: { authorization: `Bearer ${apiKey}` } };
    const acts = [ok, reply(401, { "set-cookie": "session=hidden-session" }, echo), reset];
    const { orq } = await startRawClient(acts, {
      logger,
      headers: secretHeaders,
      onEvent: (event) => void events.push(event),
    });
    const errors: unknown[] = [];
    await replace(orq, { name: "Jane" });
    errors.push(await failureOf(replace(orq)));
    errors.push(await failureOf(replace(orq)));
    const throwing = new Orq({
      apiKey,
      logger,
      fetch: async (_url, init) => {
        throw Object.assign(new Error(`failed with ${new Headers(init.headers).get("authorization")}`), { init });
      },
    });
    errors.push(await failureOf(create(throwing)));

    const seen = inspect([logger.lines, events, errors, orq, errors.map((error) => JSON.stringify(error))], {
      depth: 20,
      showHidden: true,
      maxStringLength: null,
      maxArrayLength: null,
    });
    expect(seen).toContain("[redacted]");
    for (const secret of [apiKey, "hidden-token", "hidden-session"]) expect(seen).not.toContain(secret);
    expect(logger.lines.map(([level]) => level)).toEqual(expect.arrayContaining(["debug", "info", "warn", "error"]));
  });

  it("row 49: an error in JSON has what a log needs, and no body", async () => {
    const { orq } = await startRawClient([
      reply(404, { "x-request-id": "request-1" }, { message: "none", personal: "data" }),
    ]);
    const error = await failureOf(replace(orq));
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: "NotFoundError",
      code: "STATUS",
      message: "PUT /v2/things/thing_1: 404: none",
      method: "PUT",
      path: "/v2/things/thing_1",
      status: 404,
      requestId: "request-1",
      attempts: 1,
      mayHaveActed: false,
    });
  });

  it("tells of each request, reply and retry, and of the final error, in order", async () => {
    const events: OrqEvent[] = [];
    const { orq } = await startRawClient([reply(503, { "retry-after": "0" }), reply(404)], {
      onEvent: (event) => void events.push(event),
    });
    const error = await failureOf(
      thingsOf(orq).call("GET /v2/things/{id}", { params: { ...one, query: { view: "full" } } }),
    );
    const call = { callId: events[0]?.callId, operation: "GET /v2/things/{id}", method: "GET" };
    expect(events).toMatchObject([
      { ...call, type: "request", attempt: 1, url: expect.stringMatching(/\/v2\/things\/thing_1$/) },
      { ...call, type: "response", attempt: 1, status: 503 },
      { ...call, type: "retry", attempt: 1, delayMs: 0, reason: "status 503" },
      { ...call, type: "request", attempt: 2 },
      { ...call, type: "response", attempt: 2, status: 404, durationMs: expect.any(Number) },
      { ...call, type: "error", attempt: 2, error },
    ]);
  });

  it("is not changed by a listener that fails", async () => {
    const failing = vi.fn(() => {
      throw new Error("the listener's own");
    });
    const { orq } = await startRawClient([ok], { onEvent: failing });
    expect(await retrieve(orq)).toBeDefined();
    const rejecting = await startRawClient([ok], { onEvent: async () => Promise.reject(new Error("later")) });
    expect(await retrieve(rejecting.orq)).toBeDefined();
    expect(failing).toHaveBeenCalledTimes(2);
  });

  it("logs from the level on that ORQ_LOG names, from warn on without it", async () => {
    const levelsWith = async (level: string | undefined): Promise<unknown[]> => {
      vi.stubEnv("ORQ_LOG", level);
      const logger = recorder();
      const { orq } = await startRawClient([reply(503, { "retry-after": "0" }), reply(500)], { logger, maxRetries: 1 });
      await failureOf(retrieve(orq));
      return logger.lines.map(([name]) => name);
    };
    expect(await levelsWith(undefined)).toEqual(["warn", "error"]);
    expect(await levelsWith("off")).toEqual([]);
    expect(await levelsWith("error")).toEqual(["error"]);
    expect(await levelsWith("info")).toEqual(["info", "warn", "info", "error"]);
    expect(await levelsWith("debug")).toEqual(["debug", "info", "warn", "debug", "info", "error"]);
    vi.stubEnv("ORQ_LOG", "loud");
    expect(() => new Orq({ apiKey })).toThrow(ConfigError);
  });

  it("logs to the console where ORQ_LOG asks for it", async () => {
    vi.stubEnv("ORQ_LOG", "info");
    const info = vi.spyOn(console, "info").mockImplementation(() => {});
    const { orq } = await startRawClient([ok]);
    await retrieve(orq);
    expect(info).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/GET http.*\/v2\/things\/thing_1: 200 in \d+ ms$/),
    );
  });
});
