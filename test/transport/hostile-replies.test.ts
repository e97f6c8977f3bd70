import { setImmediate as nextTurn } from "node:timers/promises";
import { inspect } from "node:util";
import { ConnectionError, OrqError, PaginationError, ResponseTooLargeError, StatusError } from "orq-client";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { bytes, fin, head, never, ok, reply, reset, thing } from "../support/acts.ts";
import { connectionClosed } from "../support/closing.ts";
import { by, roads, startThings } from "../support/plain-call.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";
import type { Act } from "../support/raw-server.ts";
import { one } from "../support/things.ts";

const json = { "content-type": "application/json" };
const html = { "content-type": "text/html" };
const get = "GET /v2/things/{id}";

/** What a call ends with: its data, or an error that must be ours. */
async function outcomeOf(call: PromiseLike<unknown>): Promise<{ readonly data?: unknown; readonly error?: OrqError }> {
  try {
    return { data: await call };
  } catch (error) {
    // Compared before it is printed: what is nested this deep cannot be.
    if (error instanceof OrqError) return { error };
    throw new Error(`a bare ${(error as Error).name}: ${(error as Error).message.slice(0, 200)}`);
  }
}

describe("row 50: an error body that is made to be slow to read", () => {
  const size = 300 * 1024;
  const fill = (text: string): string => text.repeat(Math.ceil(size / text.length)).slice(0, size);

  test.each(["<", "<title", "<title>", " ", "\t\n", "< ", "</title>", "<title <", "&", "\u0000", "<!--", "a "])(
    "300 KB of %j: an error of its status, with a bounded message",
    async (text) => {
      const { server, things } = await startThings([reply(502, html, fill(text))], { maxRetries: 0 });
      const error = await failureOf(things.call(get, { params: one }));
      expect(error).toBeInstanceOf(StatusError);
      expect(error.status).toBe(502);
      expect(error.message).toMatch(/^GET \/v2\/things\/thing_1: 502/);
      expect(error.message.length).toBeLessThan(1_000);
      expect(error.message).not.toMatch(/\p{Cc}/u);
      expect(server.requests).toHaveLength(1);
    },
  );

  test("the title of a page is read where it stands at the beginning", async () => {
    const page = `<!doctype html><html><head><TITLE lang="en">\n  Bad gateway </TITLE></head><body>${fill("<p>")}</body></html>`;
    const { things } = await startThings([reply(502, html, page)], { maxRetries: 0 });
    expect((await failureOf(things.call(get, { params: one }))).message).toBe(
      "GET /v2/things/thing_1: 502: Bad gateway",
    );
  });

  test("so it is for the message in an error's JSON", async () => {
    const { things } = await startThings([reply(400, {}, { message: fill(" \n") })]);
    const error = await failureOf(things.call(get, { params: one }));
    expect(error.message.length).toBeLessThan(1_000);
  });

  test("so it is for the body of a success that is no JSON", async () => {
    const { things } = await startThings([reply(200, html, fill("<"))]);
    const error = await failureOf(things.call(get, { params: one }));
    expect(error).toMatchObject({ code: "PARSE", status: 200 });
    expect(error.message.length).toBeLessThan(1_000);
  });
});

describe("row 51: a reply that is nested very deep", () => {
  const shapes: readonly (readonly [string, (depth: number) => string])[] = [
    ["objects", (depth) => `${'{"error":'.repeat(depth)}1${"}".repeat(depth)}`],
    ["lists", (depth) => "[".repeat(depth) + "]".repeat(depth)],
    ["a list in an error", (depth) => `{"error":${"[".repeat(depth)}${"]".repeat(depth)}}`],
    ["a list as the message", (depth) => `{"message":${"[".repeat(depth)}${"]".repeat(depth)}}`],
  ];
  const cases = [3_000, 100_000].flatMap((depth) =>
    shapes.flatMap(([name, write]) => roads.map((road) => [depth, name, road, write(depth)] as const)),
  );

  test.each(cases)("an error, %i %s, by %s: an error of its status", async (_depth, _name, road, body) => {
    const { things } = await startThings([reply(400, json, body)]);
    const { data, error } = await outcomeOf(by(road, things, get, { params: one }));
    if (road === "call") {
      expect(error?.status).toBe(400);
      expect(error?.message.length).toBeLessThan(1_000);
      expect(JSON.stringify(error).length).toBeLessThan(10_000);
      expect(inspect(error).length).toBeGreaterThan(0);
    } else {
      const { response } = Object(data) as { response?: Response };
      expect(response?.status ?? error?.status).toBe(400);
    }
  });

  test.each(cases)("a success, %i %s, by %s: its data, or an error that is ours", async (_depth, _name, road, body) => {
    const { things } = await startThings([reply(200, json, body)]);
    const { data, error } = await outcomeOf(by(road, things, get, { params: one }));
    if (error === undefined) expect(typeof data).toBe("object");
    else expect(error.status).toBe(200);
  });

  test.each([3_000, 100_000])("%i levels with the key at the bottom: it is not shown", async (depth) => {
    const key = "secret-key-at-the-bottom";
    const body = `${'{"error":'.repeat(depth)}"${key}"${"}".repeat(depth)}`;
    const { things } = await startThings([reply(401, json, body)], { apiKey: key });
    const { error } = await outcomeOf(things.call(get, { params: one }));
    expect(error?.status).toBe(401);
    const held: string[] = [];
    for (let at: unknown = (error as StatusError).body; ; at = (at as { error?: unknown }).error) {
      if (typeof at === "string") held.push(at);
      if (typeof at !== "object" || at === null) break;
    }
    expect(held.join()).not.toContain(key);
    expect(`${error?.message} ${inspect(error)}`).not.toContain(key);
  });
});

describe("row 56: a content-length smaller than the body that a fetch hands over", () => {
  const large = (status: number): Response =>
    new Response("x".repeat(1_000), { status, headers: { ...json, "content-length": "10" } });

  test.each(roads)("by %s: maxResponseBytes counts what is read", async (road) => {
    const { things } = await startThings([], { fetch: async () => large(200), maxResponseBytes: 100 });
    const error = await failureOf(by(road, things, get, { params: one }));
    expect(error).toBeInstanceOf(ResponseTooLargeError);
    expect(error).toMatchObject({ status: 200, attempts: 1 });
  });

  test("an error keeps its status", async () => {
    const { things } = await startThings([], { fetch: async () => large(404), maxResponseBytes: 100 });
    expect(await failureOf(things.call(get, { params: one }))).toMatchObject({
      status: 404,
      cause: { code: "TOO_LARGE" },
    });
  });

  test("a body that is not longer than it may be is read", async () => {
    const body = JSON.stringify(thing);
    const response = (): Response => new Response(body, { headers: { ...json, "content-length": "1" } });
    const { things } = await startThings([], { fetch: async () => response(), maxResponseBytes: body.length });
    expect(await things.call(get, { params: one })).toEqual(thing);
  });
});

describe("a list", () => {
  test("that fails before it is iterated gives its error to the iteration, and to nobody else", async () => {
    const unhandled: unknown[] = [];
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", onUnhandled);
    onTestFinished(() => {
      process.off("unhandledRejection", onUnhandled);
      for (const other of others) process.on("unhandledRejection", other);
    });
    // A request that is made only when it is needed has not failed yet: then there is nothing to wait for.
    const { orq } = await startRawClient([reply(404)]);
    const list = orq.identities.list({}, { signal: AbortSignal.abort() });
    for (let turn = 0; turn < 5; turn += 1) await nextTurn();
    const iterate = async (): Promise<void> => {
      for await (const item of list) expect.fail(JSON.stringify(item));
    };
    expect(await failureOf(iterate())).toMatchObject({ code: "ABORTED" });
    await nextTurn();
    expect(unhandled).toEqual([]);
  });

  test("row 66: without data, and without more, is an empty page", async () => {
    for (const body of [{ object: "list" }, { object: "list", has_more: false }]) {
      const { server, orq } = await startRawClient([reply(200, {}, body)]);
      const seen: unknown[] = [];
      for await (const item of orq.identities.list()) seen.push(item);
      expect(seen).toEqual([]);
      expect(server.requests).toHaveLength(1);
    }
  });

  test("row 66: without data, and with more, leads nowhere", async () => {
    const { orq } = await startRawClient([reply(200, {}, { object: "list", has_more: true })]);
    const iterate = async (): Promise<void> => {
      for await (const item of orq.identities.list()) expect.fail(JSON.stringify(item));
    };
    expect(await failureOf(iterate())).toBeInstanceOf(PaginationError);
  });
});

describe("a fetch that is not what it should be", () => {
  /** The message of the innermost cause: what really went wrong. */
  function innermost(error: unknown): string {
    let message = "";
    for (let at = error; at instanceof Error; at = at.cause) message = at.message;
    return message;
  }

  function expectExplained(error: OrqError): void {
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.cause).toBeInstanceOf(Error);
    const reason = innermost(error.cause);
    expect(reason).not.toBe("");
    expect(error.message).toContain(reason);
    expect(JSON.stringify(error.toJSON())).toContain(reason);
  }

  const odd: readonly (readonly [string, unknown])[] = [
    ["undefined", undefined],
    ["null", null],
    ["{}", {}],
    ["{ status: 200 }", { status: 200 }],
    ["{ status: 200, ok: true, headers: {} }", { status: 200, ok: true, headers: {} }],
    ["{ status: 404 }", { status: 404 }],
    ["a string", "a string"],
    ["a number", 200],
  ];

  test.each(odd.flatMap(([name, value]) => roads.map((road) => [name, road, value] as const)))(
    "resolves to %s, by %s: a ConnectionError that says so, once",
    async (_name, road, value) => {
      const fetch = vi.fn(async () => value as Response);
      const { things } = await startThings([], { fetch });
      expectExplained(await failureOf(by(road, things, get, { params: one })));
      expect(fetch).toHaveBeenCalledTimes(1);
    },
  );

  test.each([
    ["a bug of its own", new TypeError("x.headers is not a function")],
    ["a bug below", new Error("middleware failed", { cause: new RangeError("offset is out of bounds") })],
  ])("throws %s: it is named, and not sent three times", async (_name, thrown) => {
    const fetch = vi.fn(async () => {
      throw thrown;
    });
    const { things } = await startThings([], { fetch });
    const error = await failureOf(things.call(get, { params: one }));
    expect(error.code).toBe("CONNECTION");
    expectExplained(error);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test.each([["a string"], [undefined], [null], [{ status: 500 }]])(
    "throws %j, which is no error: still an error of ours",
    async (thrown) => {
      const fetch = vi.fn(() => Promise.reject(thrown));
      const { things } = await startThings([], { fetch });
      expect(await failureOf(things.call(get, { params: one }))).toBeInstanceOf(ConnectionError);
    },
  );

  test("throws before it gives a promise: the same error", async () => {
    const fetch = vi.fn((): Promise<Response> => {
      throw new TypeError("x.headers is not a function");
    });
    const { things } = await startThings([], { fetch });
    expectExplained(await failureOf(things.call(get, { params: one })));
  });

  test.each(["Failed to fetch", "Load failed", "NetworkError when attempting to fetch resource.", "fetch failed"])(
    "throws %j, as a browser does when the network fails: sent again",
    async (message) => {
      const fetch = vi.fn(async () => {
        throw new TypeError(message);
      });
      const { things } = await startThings([], { fetch });
      expect(await failureOf(things.call(get, { params: one }))).toMatchObject({ code: "CONNECTION", attempts: 3 });
      expect(fetch).toHaveBeenCalledTimes(3);
    },
  );
});

test.each(roads)("a status that no Response may have (999), by %s: an error that keeps it", async (road) => {
  const { server, things } = await startThings([reply(999, {}, { message: "strange" })], { maxRetries: 0 });
  const error = await failureOf(by(road, things, get, { params: one }));
  expect(error.status).toBe(999);
  expect(server.requests).toHaveLength(1);
});

describe("the connection of a call that ended before its reply did is closed", () => {
  const half = head(200, { ...json, "content-length": "100" });
  const stalls: readonly (readonly [string, Act])[] = [
    ["before the headers", never],
    ["in the body", bytes(half, '{"id":')],
    ["in the body of an error", bytes(head(500, { "content-length": "100" }), "no")],
  ];
  const cases = stalls.flatMap(([when, act]) => roads.map((road) => [when, road, act] as const));

  test.each(cases)("aborted %s, by %s", async (_when, road, act) => {
    const controller = new AbortController();
    const { server, things } = await startThings([
      (socket, request) => {
        act(socket, request);
        setImmediate(() => controller.abort());
      },
    ]);
    const { signal } = controller;
    expect(await failureOf(by(road, things, get, { params: one, signal }))).toMatchObject({ code: "ABORTED" });
    await connectionClosed(server);
    expect(server.requests).toHaveLength(1);
  });

  test.each(cases)("timed out %s, by %s", async (_when, road, act) => {
    const { server, things } = await startThings([act]);
    await outcomeOf(by(road, things, get, { params: one, timeoutMs: 500, maxRetries: 0 }));
    await connectionClosed(server);
    expect(server.requests).toHaveLength(1);
  });

  test.each([200, 404].flatMap((status) => roads.map((road) => [status, road] as const)))(
    "too large, status %i, by %s: by its length, and by what has come",
    async (status, road) => {
      const announced = bytes(head(status, { "content-length": "1000000" }), "x".repeat(2_000));
      const chunked = bytes(head(status, { "transfer-encoding": "chunked" }), `7d0\r\n${"x".repeat(2_000)}\r\n`);
      for (const act of [announced, chunked]) {
        const { server, things } = await startThings([act], { maxResponseBytes: 1_000 });
        await outcomeOf(by(road, things, get, { params: one }));
        await connectionClosed(server);
        expect(server.requests).toHaveLength(1);
      }
    },
  );

  test("aborted while a redirect's body is read", async () => {
    const controller = new AbortController();
    const { server, things } = await startThings([
      (socket) => {
        socket.write(head(307, { location: "/elsewhere", "content-length": "100" }));
        setImmediate(() => controller.abort());
      },
    ]);
    await failureOf(things.call(get, { params: one, signal: controller.signal }));
    await connectionClosed(server);
    expect(server.requests).toHaveLength(1);
  });
});

describe("the source of a streamed body is told when the call ends", () => {
  interface Source {
    readonly body: unknown;
    readonly told: () => boolean;
  }

  /** A source without an end, which calls `onRead` when it is read. */
  function endlessStream(onRead: () => void): Source {
    let told = false;
    const body = new ReadableStream({
      pull(controller) {
        onRead();
        controller.enqueue(new Uint8Array(1_024));
        return new Promise((resolve) => setTimeout(resolve, 5));
      },
      cancel: () => {
        told = true;
      },
    });
    return { body, told: () => told };
  }

  function endlessIterable(onRead: () => void): Source {
    let told = false;
    async function* read(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          onRead();
          yield new Uint8Array(1_024);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      } finally {
        told = true;
      }
    }
    return { body: read(), told: () => told };
  }

  /** An object of no class of its own, which is no JSON for that. */
  function plainIterable(onRead: () => void): Source {
    const { body, told } = endlessIterable(onRead);
    return { body: { [Symbol.asyncIterator]: () => body }, told };
  }

  const sources = [
    ["a ReadableStream", endlessStream],
    ["an async generator", endlessIterable],
    ["an object that can be iterated", plainIterable],
  ] as const;

  const isTold = (source: Source): Promise<void> =>
    vi.waitFor(() => expect(source.told()).toBe(true), { timeout: 10_000 });

  test.each(sources)("%s: an abort while it is sent", async (_name, open) => {
    const controller = new AbortController();
    let reads = 0;
    const source = open(() => {
      reads += 1;
      if (reads === 3) controller.abort();
    });
    const { server, things } = await startThings([ok]);
    const init = { body: source.body as never, signal: controller.signal };
    expect(await failureOf(things.call("POST /v2/upload", init))).toMatchObject({ code: "ABORTED" });
    await isTold(source);
    await connectionClosed(server);
  });

  test.each(sources)("%s: a timeout while it is sent", async (_name, open) => {
    const source = open(() => {});
    const { server, things } = await startThings([ok]);
    const init = { body: source.body as never, timeoutMs: 80 };
    expect(await failureOf(things.call("POST /v2/upload", init))).toMatchObject({ code: "TIMEOUT" });
    await isTold(source);
    await connectionClosed(server);
  });

  test("a ReadableStream: the connection is refused", async () => {
    const source = endlessStream(() => {});
    const { server, things } = await startThings([]);
    await server.close();
    const error = await failureOf(things.call("POST /v2/upload", { body: source.body as never }));
    expect(error).toMatchObject({ code: "ECONNREFUSED", attempts: 1 });
    await isTold(source);
  });

  test("a ReadableStream: the call was aborted before it began", async () => {
    const source = endlessStream(() => {});
    const { things } = await startThings([ok]);
    const init = { body: source.body as never, signal: AbortSignal.abort() };
    expect(await failureOf(things.call("POST /v2/upload", init))).toMatchObject({ code: "ABORTED" });
    await isTold(source);
  });

  test("a ReadableStream: there is no key to send it with", async () => {
    const source = endlessStream(() => {});
    const { things } = await startThings([ok], {
      apiKey: () => {
        throw new Error("the vault is closed");
      },
    });
    expect(await failureOf(things.call("POST /v2/upload", { body: source.body as never }))).toMatchObject({
      code: "CONFIG",
    });
    await isTold(source);
  });

  test("a stream that was read to its end is not told of anything, and a lost reply is the error", async () => {
    for (const act of [fin, reset]) {
      let cancelled = false;
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode("whole"));
          controller.close();
        },
        cancel: () => {
          cancelled = true;
        },
      });
      const { things } = await startThings([act]);
      expect(await failureOf(things.call("POST /v2/upload", { body: body as never }))).toMatchObject({
        code: "ECONNRESET",
      });
      expect(cancelled).toBe(false);
    }
  });
});

test("an ordinary reply after all of this is read as ever", async () => {
  const { orq } = await startThings([reply(200, {}, thing)]);
  expect(await orq.identities.retrieve("user_1")).toEqual(thing);
});
