import { getEventListeners } from "node:events";
import { AbortError, ResponseParseError, ServerError, TimeoutError } from "orq-client";
import { describe, expect, it, vi } from "vitest";
import { bytes, head, never, ok, reply, thing } from "../support/acts.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";
import { create, replace, retrieve } from "../support/things.ts";

const stalledBody = bytes(head(200, { "content-length": "100", "x-request-id": "request-1" }), '{"id":');

describe("a deadline", () => {
  it("row 6: headers that do not come end with a TimeoutError, and the connection with it", async () => {
    const { server, orq } = await startRawClient([never], { timeoutMs: 50 });
    const error = await failureOf(replace(orq));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ code: "TIMEOUT", attempts: 1 });
    expect(error.status).toBeUndefined();
    expect(error.message).toContain("50 ms (timeoutMs)");
    await server.allClosed();
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ["stalls", stalledBody],
    ["stalls, with chunks", bytes(head(200, { "transfer-encoding": "chunked" }), "2\r\n{}\r\n")],
    ["stalls, compressed", bytes(head(200, { "content-encoding": "gzip", "content-length": "100" }), "\x1f")],
  ])("row 7: a body that %s meets the same deadline", async (_name, act) => {
    const { server, orq } = await startRawClient([act], { timeoutMs: 80 });
    const error = await failureOf(create(orq));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ status: 200, attempts: 1 });
    await server.allClosed();
  });

  it("row 7: so does a body that drips without an end", async () => {
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

  it("row 8: the body of an error stalls, and the error keeps its status", async () => {
    const stalledError = bytes(head(500, { "content-length": "100", "x-request-id": "request-1" }), '{"mess');
    const { server, orq } = await startRawClient([stalledError], { timeoutMs: 50 });
    const error = await failureOf(create(orq));
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ status: 500, requestId: "request-1", cause: { code: "TIMEOUT" } });
    await server.allClosed();
  });

  it("row 8: the body of an error is cut off, and the error keeps its status", async () => {
    const cutError = bytes(head(404, { "content-length": "100" }), '{"mess');
    const { orq } = await startRawClient([
      (socket, request) => {
        cutError(socket, request);
        socket.end();
      },
    ]);
    const error = await failureOf(retrieve(orq));
    expect(error).toMatchObject({ name: "NotFoundError", status: 404, cause: { code: "ECONNRESET" } });
  });

  it("row 9: a body that is not the gzip it says it is", async () => {
    const badGzip = bytes(head(200, { "content-encoding": "gzip", "content-length": "8" }), "not gzip");
    const { orq } = await startRawClient([badGzip], { timeoutMs: 1_000 });
    const error = await failureOf(replace(orq));
    expect(error instanceof ResponseParseError || error instanceof TimeoutError).toBe(true);
    expect(error).toMatchObject({ status: 200 });
  });

  it("row 9: a fetch that ignores its signal, and a body that never ends, do not keep a call", async () => {
    const deaf: typeof fetch = async () => new Response(new ReadableStream(), { status: 200 });
    const { orq } = await startRawClient([], { fetch: deaf, timeoutMs: 50 });
    expect(await failureOf(replace(orq))).toMatchObject({ code: "TIMEOUT", status: 200 });
    const silent = await startRawClient([], { fetch: () => new Promise(() => {}), timeoutMs: 50 });
    expect(await failureOf(replace(silent.orq))).toMatchObject({ code: "TIMEOUT" });
  });

  it("row 10: the whole call has a deadline, over attempts and the waits between them", async () => {
    const { server, orq } = await startRawClient([never], { totalTimeoutMs: 60 });
    const error = await failureOf(retrieve(orq));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error.message).toContain("60 ms (totalTimeoutMs)");
    await server.allClosed();

    // A wait that would outlast the call is not begun.
    const busy = await startRawClient([reply(503, { "retry-after": "30" })], { totalTimeoutMs: 5_000 });
    const refused = await failureOf(retrieve(busy.orq));
    expect(refused).toMatchObject({ status: 503, attempts: 1, retryAfterMs: 30_000 });
  });

  it("row 10: the wait for a key counts as well", async () => {
    const { server, orq } = await startRawClient([ok], { apiKey: () => new Promise(() => {}), totalTimeoutMs: 50 });
    expect(await failureOf(retrieve(orq))).toMatchObject({ code: "TIMEOUT", attempts: 0 });
    expect(server.requests).toHaveLength(0);
  });

  it("row 47: the clock is set while a call is under way, and nothing ends", async () => {
    const { orq } = await startRawClient([reply(503, { "retry-after-ms": "20" }), ok]);
    const call = retrieve(orq);
    vi.spyOn(Date, "now").mockReturnValue(Date.now() + 86_400_000);
    expect(await call).toMatchObject(thing);
  });
});

describe("an abort by the caller", () => {
  const reason = new Error("the user has left");

  it("row 11: before the call: no request, and the reason as cause", async () => {
    const { server, orq } = await startRawClient([ok]);
    const error = await failureOf(retrieve(orq, { signal: AbortSignal.abort(reason) }));
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ code: "ABORTED", cause: reason, attempts: 0 });
    expect(server.requests).toHaveLength(0);
  });

  it.each([
    ["the headers", never],
    ["the body", stalledBody],
    ["the body of an error", bytes(head(500, { "content-length": "100" }), "x")],
  ])("row 12: during %s: at once, one class, the socket closed", async (_name, act) => {
    const controller = new AbortController();
    const { server, orq } = await startRawClient([
      (socket, request) => {
        act(socket, request);
        setTimeout(() => controller.abort(reason), 20);
      },
    ]);
    const error = await failureOf(replace(orq, {}, { signal: controller.signal }));
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ code: "ABORTED", cause: reason, attempts: 1 });
    await server.allClosed();
    expect(server.requests).toHaveLength(1);
  });

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

  it("row 15: a signal and a deadline: whichever comes first", async () => {
    const { orq } = await startRawClient([never]);
    const { signal } = new AbortController();
    const late = await failureOf(retrieve(orq, { signal, timeoutMs: 40 }));
    expect(late).toBeInstanceOf(TimeoutError);
    const soon = AbortSignal.timeout(20);
    const aborted = await failureOf(retrieve(orq, { signal: soon, timeoutMs: 5_000 }));
    expect(aborted).toBeInstanceOf(AbortError);
    expect(aborted.cause).toBe(soon.reason);
  });
});
