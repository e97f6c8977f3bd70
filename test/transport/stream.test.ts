import { getEventListeners } from "node:events";
import fc from "fast-check";
import {
  AbortError,
  ConnectionError,
  type OrqError,
  type OrqEvent,
  type OrqOptions,
  RateLimitError,
  ResponseParseError,
  ResponseTooLargeError,
  ServerError,
  StreamError,
  TimeoutError,
} from "orq-client";
import { describe, expect, expectTypeOf, test } from "vitest";
import { andThen, bytes, bytesThenFin, bytesThenReset, head, never, reply } from "../support/acts.ts";
import { holdClock } from "../support/clock.ts";
import type { ThingEvent } from "../support/fixture-spec.ts";
import { startThings, type Things } from "../support/plain-call.ts";
import { failureOf } from "../support/raw-client.ts";
import type { Act } from "../support/raw-server.ts";

const type = { "content-type": "text/event-stream" };
/** The headers of a stream that ends where the connection does. */
const begins = head(200, { ...type, "x-request-id": "request-1" });
/** The headers of a stream that says where it ends. */
const chunked = head(200, { ...type, "transfer-encoding": "chunked" });

function delta(text: string): ThingEvent {
  return { type: "delta", text };
}

function line(event: unknown): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

const done = "data: [DONE]\n\n";

interface Read {
  readonly events: ThingEvent[];
  readonly error?: OrqError;
}

/** Reads a stream to its end or its failure. */
async function readAll(things: Things, options: { readonly signal?: AbortSignal } = {}): Promise<Read> {
  const events: ThingEvent[] = [];
  try {
    for await (const event of things.stream("POST /v2/things/stream", { body: {}, ...options })) events.push(event);
  } catch (error) {
    return { events, error: error as OrqError };
  }
  return { events };
}

async function collected<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function readFrom(acts: readonly Act[], options: OrqOptions = {}): Promise<Read & { readonly requests: number }> {
  const { server, things } = await startThings(acts, options);
  const read = await readAll(things);
  await server.allClosed();
  return { ...read, requests: server.requests.length };
}

describe("what is asked for", () => {
  test("an operation with events alone gets accept, and its body as it is", async () => {
    const { server, things } = await startThings([bytesThenFin(begins, done)]);
    for await (const event of things.stream("POST /v2/things/stream", { body: { prompt: "a" } }))
      expect.fail(event.type);
    expect(server.requests[0]).toMatchObject({
      headers: { accept: "text/event-stream" },
      body: '{"prompt":"a"}',
    });
  });

  test("an operation with JSON too gets stream: true, whether the body says so or not", async () => {
    const { server, things } = await startThings([bytesThenFin(begins, done)]);
    for await (const event of things.stream("POST /v2/completions", { body: { prompt: "a" } })) expect.fail(event.type);
    for await (const event of things.stream("POST /v2/completions", { body: { prompt: "a", stream: true } }))
      expect.fail(event.type);
    const bodies = server.requests.map(({ body }) => JSON.parse(body));
    expect(bodies).toEqual([
      { prompt: "a", stream: true },
      { prompt: "a", stream: true },
    ]);
  });

  test("types: events narrow by their type; operations without events, and stream: true in a call, do not compile", () => {
    void (async (things: Things) => {
      for await (const event of things.stream("POST /v2/completions", { body: { prompt: "a" } })) {
        expectTypeOf(event).toEqualTypeOf<ThingEvent>();
        if (event.type === "delta") expectTypeOf(event.text).toEqualTypeOf<string>();
      }
      // @ts-expect-error it has no events
      things.stream("GET /v2/things");
      // @ts-expect-error there is no such operation
      things.stream("POST /v2/nothing");
      // @ts-expect-error a key that the operation does not have
      things.stream("POST /v2/completions", { body: { prompt: "a", prompts: "b" } });
      // @ts-expect-error a call gives JSON
      await things.call("POST /v2/completions", { body: { prompt: "a", stream: true } });
      await things.call("POST /v2/completions", { body: { prompt: "a", stream: false } });
    });
  });

  test("nothing, until somebody waits for it", async () => {
    const { server, things } = await startThings([bytesThenFin(begins, done)]);
    things.stream("POST /v2/things/stream", { body: {} });
    await things.stream("POST /v2/things/stream", { body: {} });
    expect(server.requests).toHaveLength(1);
  });
});

describe("the events", () => {
  const events = [delta("é€😀"), delta("b"), { type: "done", count: 2 }] as const;
  const text = events.map(line).join("");

  test("row 61: [DONE] ends the stream, and the connection that the server keeps open is closed", async () => {
    expect(await readFrom([bytes(begins, text, done, line(delta("late")))])).toEqual({ events, requests: 1 });
  });

  test("row 61: a stream may end without [DONE], and without a blank line after its last event", async () => {
    expect(await readFrom([bytesThenFin(begins, text.trimEnd())])).toEqual({ events, requests: 1 });
    expect(await readFrom([bytesThenFin(begins, `${text}data: [DONE]`)])).toEqual({ events, requests: 1 });
  });

  test("row 64: a byte order mark, and every kind of line end", async () => {
    for (const end of ["\r", "\n", "\r\n"]) {
      const written = `\uFEFF${text.replaceAll("\n", end)}`;
      expect(await readFrom([bytesThenFin(begins, written)])).toEqual({ events, requests: 1 });
    }
  });

  test("data on several lines, names, ids, retry, comments and unknown fields", async () => {
    const written = `: hello\nevent: some.name\nid: 7\nretry: 10\nodd: x\ndata: {"type":"delta",\ndata: "text":"a"}\n\n`;
    expect(await readFrom([bytesThenFin(begins, written, "event: ping\ndata:\n\n", done)])).toEqual({
      events: [delta("a")],
      requests: 1,
    });
  });

  test("row 64: the same events, wherever the bytes are cut", async () => {
    const written = Buffer.from(`${text}${done}`);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: written.length - 1 }), { maxLength: 12 }),
        async (cuts) => {
          const ends = [...cuts.sort((a, b) => a - b), written.length];
          const parts = ends.map((end, index) => written.subarray(ends[index - 1] ?? 0, end));
          const body = new ReadableStream({
            start(controller) {
              for (const part of parts) controller.enqueue(part);
            },
          });
          const { things } = await startThings([], { fetch: async () => new Response(body, { headers: type }) });
          expect(await readAll(things)).toEqual({ events });
        },
      ),
      { numRuns: 60 },
    );
  });

  test("an iterator of the events can be iterated itself", async () => {
    const { things } = await startThings([bytesThenFin(begins, line(delta("a")), done)]);
    const events = await things.stream("POST /v2/things/stream", { body: {} });
    const iterator = events[Symbol.asyncIterator]();
    expect(
      await collected({
        [Symbol.asyncIterator]: () => (iterator as AsyncGenerator<ThingEvent>)[Symbol.asyncIterator](),
      }),
    ).toEqual([delta("a")]);
  });

  test("204 is a stream without events", async () => {
    expect(await readFrom([bytes("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")])).toMatchObject({
      events: [],
    });
  });
});

describe("awaited", () => {
  test("it has begun; the events are read once, and withResponse gives the headers", async () => {
    const { things } = await startThings([bytesThenFin(begins, line(delta("a")), done)]);
    const call = things.stream("POST /v2/things/stream", { body: {} });
    const { data, response } = await call.withResponse();
    expect(response.headers.get("x-request-id")).toBe("request-1");
    expect(await collected(data)).toEqual([delta("a")]);
    const error = await failureOf(collected(data));
    expect(error).toMatchObject({ code: "VALIDATION", message: expect.stringContaining("call it again") });
  });

  test("row 63: a stream that is never read is closed after eventTimeoutMs, and says so when it is read then", async () => {
    const clock = holdClock();
    const { server, things } = await startThings([bytes(begins, line(delta("a")))]);
    const events = await things.stream("POST /v2/things/stream", { body: {} });
    clock.timeUp();
    await server.allClosed();
    expect(await failureOf(collected(events))).toBeInstanceOf(TimeoutError);
  });
});

describe("leaving", () => {
  test("row 63: leaving the loop closes the connection", async () => {
    const { server, things } = await startThings([bytes(begins, line(delta("a")), line(delta("b")))]);
    for await (const event of things.stream("POST /v2/things/stream", { body: {} })) {
      expect(event).toEqual(delta("a"));
      break;
    }
    await server.allClosed();
  });

  test("row 63: an abort while the stream waits, with the caller's reason and how many events came", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const acts = [andThen(bytes(begins, line(delta("a"))), () => controller.abort(reason))];
    const { server, things } = await startThings(acts);
    const { events, error } = await readAll(things, { signal: controller.signal });
    expect(events).toEqual([delta("a")]);
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ eventsReceived: 1, status: 200, requestId: "request-1", cause: reason });
    await server.allClosed();
  });

  test("row 63: an abort while the caller is busy closes the connection at once", async () => {
    const controller = new AbortController();
    const { server, things } = await startThings([bytes(begins, line(delta("a")))]);
    const events: ThingEvent[] = [];
    const error = await failureOf(
      (async () => {
        for await (const event of things.stream("POST /v2/things/stream", { body: {}, signal: controller.signal })) {
          events.push(event);
          controller.abort();
          await server.allClosed();
        }
      })(),
    );
    expect(error).toMatchObject({ code: "ABORTED", eventsReceived: 1 });
    expect(events).toHaveLength(1);
  });

  test("row 63: an abort between two events that arrived together ends the loop at the next one", async () => {
    const controller = new AbortController();
    const { things } = await startThings([bytes(begins, line(delta("a")), line(delta("b")), done)]);
    const events: ThingEvent[] = [];
    const read = async (): Promise<void> => {
      for await (const event of things.stream("POST /v2/things/stream", { body: {}, signal: controller.signal })) {
        events.push(event);
        controller.abort();
      }
    };
    expect(await failureOf(read())).toMatchObject({ code: "ABORTED", eventsReceived: 1 });
    expect(events).toEqual([delta("a")]);
  });

  test("row 63: return() of an iterator closes the connection, whether it was begun, waits, or neither", async () => {
    const { server, things } = await startThings([bytes(begins)]);
    const unread = await things.stream("POST /v2/things/stream", { body: {} });
    await unread[Symbol.asyncIterator]().return?.();
    const waiting = (await things.stream("POST /v2/things/stream", { body: {} }))[Symbol.asyncIterator]();
    const next = waiting.next();
    await waiting.return?.();
    expect(await next).toMatchObject({ done: true });
    await server.allClosed();
  });

  test("no listener stays on a signal that many streams shared", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const { things } = await startThings([bytesThenFin(begins, line(delta("a")), done)]);
    for (let call = 0; call < 20; call += 1) {
      for await (const _event of things.stream("POST /v2/things/stream", { body: {}, signal })) {
        expect(getEventListeners(signal, "abort")).toHaveLength(1);
      }
    }
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });
});

describe("failures", () => {
  const first = line(delta("a"));

  test.each<[string, string]>([
    ["nothing", ""],
    ["keep-alive comments alone", ": keep-alive\n\n".repeat(1000)],
  ])("row 60: no event for eventTimeoutMs, while the server sends %s", async (_name, sent) => {
    const clock = holdClock();
    const act = andThen(bytes(begins, first, sent), () => clock.timeUp());
    const { events, error, requests } = await readFrom([act], { eventTimeoutMs: 5_000, maxRetries: 2 });
    expect(events).toEqual([delta("a")]);
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ eventsReceived: 1, status: 200 });
    expect(error?.message).toContain("no event for 5000 ms (eventTimeoutMs)");
    expect(requests).toBe(1);
  });

  test("row 60: a caller that takes its time between two events is no stall", async () => {
    const clock = holdClock();
    const { things } = await startThings([bytes(begins, first, line(delta("b")), done)], { eventTimeoutMs: 5_000 });
    const events: ThingEvent[] = [];
    for await (const event of things.stream("POST /v2/things/stream", { body: {} })) {
      events.push(event);
      clock.timeUp();
    }
    expect(events).toHaveLength(2);
  });

  test("row 60: comments without an end are a stall too", async () => {
    const clock = holdClock();
    const comment = new TextEncoder().encode(": keep-alive\n\n");
    const body = new ReadableStream({
      pull(controller) {
        clock.advance(100);
        controller.enqueue(comment);
      },
    });
    const { things } = await startThings([], { fetch: async () => new Response(body, { headers: type }) });
    expect((await readAll(things)).error).toBeInstanceOf(TimeoutError);
  });

  test("the headers have timeoutMs and totalTimeoutMs, and the events have not", async () => {
    const clock = holdClock();
    const late = await readFrom([andThen(never, () => clock.timeUp())], { timeoutMs: 1_000 });
    expect(late.error?.message).toContain("1000 ms (timeoutMs)");
    const slow: Act = andThen(bytes(begins, first), (socket) => {
      clock.advance(50_000);
      socket.end(done);
    });
    const { events, error } = await readFrom([slow], { timeoutMs: 1_000, totalTimeoutMs: 2_000 });
    expect([events.length, error]).toEqual([1, undefined]);
  });

  test("row 62: a connection that breaks off", async () => {
    for (const act of [bytesThenReset(`${chunked}${chunk(first)}`), bytesThenFin(chunked, chunk(first))]) {
      const { events, error, requests } = await readFrom([act]);
      expect(events).toEqual([delta("a")]);
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({ code: "ECONNRESET", eventsReceived: 1, status: 200, mayHaveActed: true });
      expect(requests).toBe(1);
    }
  });

  test("row 62: an event that is not JSON", async () => {
    const { events, error } = await readFrom([bytes(begins, first, "data: {nonsense\n\n", first)]);
    expect(events).toHaveLength(1);
    expect(error).toBeInstanceOf(ResponseParseError);
    expect(error).toMatchObject({ eventsReceived: 1, status: 200, body: "{nonsense" });
    expect(error?.message).toContain("event 2 of the stream");
  });

  test.each<[string, string, object]>([
    ["an error event", `event: error\n${line({ code: "overloaded", message: "busy" })}`, { apiCode: "overloaded" }],
    ["an error event of text", "event: error\ndata: busy\n\n", { body: "busy" }],
    ["an error in an event", line({ error: { message: "busy", code: 7 } }), { apiCode: "7" }],
    ["an error that is a text", line({ error: "busy" }), {}],
  ])("row 62: %s", async (_name, sent, details) => {
    const { events, error, requests } = await readFrom([bytes(begins, first, sent, first)]);
    expect(events).toHaveLength(1);
    expect(error).toBeInstanceOf(StreamError);
    expect(error).toMatchObject({ code: "STREAM", eventsReceived: 1, status: 200, ...details });
    expect(error?.message).toMatch(/busy/);
    expect(requests).toBe(1);
  });

  test.each<[event: string, message: string]>([
    ["event: error\ndata: {}", "an error without a message"],
    [`data: ${"x".repeat(300)}`, `it is not JSON: ${"x".repeat(200)}`],
  ])("%j after another is event 2, with the status of the reply", async (event, message) => {
    const created = head(201, { ...type, "transfer-encoding": "chunked" });
    const { error, events } = await readFrom([bytes(created, chunk(line(delta("a"))), chunk(`${event}\n\n`))]);
    expect(events).toEqual([delta("a")]);
    expect(error).toMatchObject({ status: 201, eventsReceived: 1 });
    expect(error?.message).toBe(`POST /v2/things/stream: event 2 of the stream: ${message}`);
  });

  test("row 64: an event of more than 8 Mi characters is refused, when it comes at once too", async () => {
    const text = "x".repeat(8 * 1024 * 1024);
    const { things } = await startThings([], {
      fetch: async () => new Response(line(delta("a")) + line(delta(text)), { headers: type }),
    });
    const { error, events } = await readAll(things);
    expect(events).toEqual([delta("a")]);
    expect(error).toBeInstanceOf(ResponseTooLargeError);
    expect(error?.message).toContain("event 2 of the stream: it is larger than 8388608 characters");
  });

  test("an event whose error is null is an event", async () => {
    const event = { ...delta("a"), error: null };
    expect((await readFrom([bytesThenFin(begins, line(event))])).events).toEqual([event]);
  });

  test("row 64: an event of 10 MB is refused, and those before it are given", async () => {
    const { events, error } = await readFrom([bytes(begins, first, `data: "${"x".repeat(10_000_000)}"\n\n`)]);
    expect(events).toHaveLength(1);
    expect(error).toBeInstanceOf(ResponseTooLargeError);
    expect(error).toMatchObject({ eventsReceived: 1 });
  });

  test("the words for a reply that is no stream", async () => {
    const told = async (act: Act): Promise<string | undefined> => (await readFrom([act])).error?.message;
    const place = "in place of events";
    expect(await told(reply(200, { connection: "close" }, {}))).toContain(`200 with application/json ${place}`);
    expect(await told(reply(200, { connection: "close" }))).toContain(`200 with no content-type ${place}`);
  });

  test("a reply that is no stream is an error with its body, and was not repeated", async () => {
    const { error, requests } = await readFrom([reply(200, { connection: "close" }, { id: "thing_1" })]);
    expect(error).toBeInstanceOf(ResponseParseError);
    expect(error).toMatchObject({ body: '{"id":"thing_1"}', status: 200 });
    expect(error?.message).toContain("application/json in place of events");
    expect(requests).toBe(1);
  });
});

describe("row 65: before the first byte, as for any call", () => {
  const stream = bytesThenFin(begins, line(delta("a")), done);
  const close = { connection: "close" };
  const busy = reply(503, { "retry-after-ms": "0", ...close });

  test("503 twice, then events", async () => {
    expect(await readFrom([busy, busy, stream])).toEqual({ events: [delta("a")], requests: 3 });
  });

  test("an error for good", async () => {
    expect((await readFrom([reply(500, close)])).error).toBeInstanceOf(ServerError);
    expect((await readFrom([reply(429, close)])).error).toBeInstanceOf(RateLimitError);
  });

  test("401 with a key that a function gives", async () => {
    const keys = ["old-key-123456", "new-key-123456"];
    const { server, things } = await startThings([reply(401), stream], { apiKey: () => keys.shift() ?? "none" });
    expect((await readAll(things)).events).toEqual([delta("a")]);
    expect(server.requests.map(({ headers }) => headers["authorization"])).toEqual([
      "Bearer old-key-123456",
      "Bearer new-key-123456",
    ]);
  });

  test("a redirect", async () => {
    const { events, requests } = await readFrom([reply(307, { location: "/v2/elsewhere/stream", ...close }), stream]);
    expect([events.length, requests]).toEqual([1, 2]);
  });
});

test("onEvent hears of a stream when it begins, and when it ends", async () => {
  const heard: OrqEvent[] = [];
  const { things } = await startThings(
    [bytesThenFin(begins, line(delta("a")), done), bytesThenFin(begins, "data: {\n\n")],
    {
      onEvent: (event) => heard.push(event),
    },
  );
  await readAll(things);
  await readAll(things);
  expect(heard.map(({ type }) => type)).toEqual([
    "request",
    "response",
    "stream-begin",
    "stream-end",
    "request",
    "response",
    "stream-begin",
    "error",
    "stream-end",
  ]);
  const bytesReceived = Buffer.byteLength(line(delta("a")) + done);
  expect(heard[3]).toMatchObject({ eventsReceived: 1, bytesReceived, operation: "POST /v2/things/stream" });
});

test("onEvent hears once of a stream that is left", async () => {
  const heard: OrqEvent[] = [];
  const { things } = await startThings([bytes(begins, line(delta("a")))], { onEvent: (event) => heard.push(event) });
  for await (const _event of things.stream("POST /v2/things/stream", { body: {} })) break;
  expect(heard.map(({ type }) => type)).toEqual(["request", "response", "stream-begin", "stream-end"]);
});

test("no key is shown, wherever a stream repeats it", async () => {
  const key = "secret-key-1234567890";
  for (const sent of [`data: {"error":"${key}"}\n\n`, `data: {${key}\n\n`, `event: error\ndata: ${key}\n\n`]) {
    const { error } = await readFrom([bytes(begins, sent)], { apiKey: key });
    expect(`${error?.message} ${JSON.stringify(error)} ${String((error as { body?: unknown }).body)}`).not.toContain(
      key,
    );
  }
});
