import { getEventListeners } from "node:events";
import { TimeoutError } from "orq-client";
import { describe, expect, it } from "vitest";
import { head, ok, reply, thing } from "../support/acts.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";
import { replace, retrieve } from "../support/things.ts";

describe("a deadline", () => {
  it("row 7: a body that drips without an end meets the same deadline", async () => {
    const { orq } = await startRawClient(
      [
        (socket) => {
          socket.write(head(200, { "transfer-encoding": "chunked" }));
          const drip = setInterval(() => socket.write("1\r\n \r\n"), 5);
          socket.on("close", () => clearInterval(drip));
        },
      ],
      { timeoutMs: 80 },
    );
    expect(await failureOf(retrieve(orq))).toBeInstanceOf(TimeoutError);
  });

  it("row 9: a fetch that ignores its signal, and a body that never ends, do not keep a call", async () => {
    const deaf: typeof fetch = async () => new Response(new ReadableStream(), { status: 200 });
    const { orq } = await startRawClient([], { fetch: deaf, timeoutMs: 50 });
    expect(await failureOf(replace(orq))).toMatchObject({ code: "TIMEOUT", status: 200 });
    const silent = await startRawClient([], { fetch: () => new Promise(() => {}), timeoutMs: 50 });
    expect(await failureOf(replace(silent.orq))).toMatchObject({ code: "TIMEOUT" });
  });

  it("row 10: a wait before a retry that would outlast the call is not begun", async () => {
    const { orq } = await startRawClient([reply(503, { "retry-after": "30" })], { totalTimeoutMs: 29_000 });
    expect(await failureOf(retrieve(orq))).toMatchObject({ status: 503, attempts: 1, retryAfterMs: 30_000 });
  });

  it("row 10: the wait for a key counts as well", async () => {
    const { server, orq } = await startRawClient([ok], { apiKey: () => new Promise(() => {}), totalTimeoutMs: 50 });
    expect(await failureOf(retrieve(orq))).toMatchObject({ code: "TIMEOUT", attempts: 0 });
    expect(server.requests).toHaveLength(0);
  });
});

describe("an abort by the caller", () => {
  const reason = new Error("the user has left");

  it("row 13: during a wait before a retry: at once, and no further request", async () => {
    const controller = new AbortController();
    const { server, orq } = await startRawClient([reply(503, { "retry-after": "60" })], {
      onEvent: ({ type }) => type === "retry" && setImmediate(() => controller.abort(reason)),
    });
    const error = await failureOf(replace(orq, {}, { signal: controller.signal }));
    expect(error).toMatchObject({ code: "ABORTED", cause: reason, attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  it("row 14: after the end it has no effect, and 1000 calls leave nothing on their signal", async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): number => warnings.push(warning);
    process.on("warning", onWarning);
    const controller = new AbortController();
    const { signal } = controller;
    const { orq } = await startRawClient([ok], { fetch: async () => Response.json(thing) });
    const calls = Array.from({ length: 1000 }, () => replace(orq, {}, { signal }));
    await Promise.all(calls);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    controller.abort(reason);
    expect(await calls[0]).toMatchObject(thing);
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", onWarning);
    expect(warnings).toEqual([]);
  });
});
