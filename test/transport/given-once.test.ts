import { type CallOptions, ConfigError, Orq, type OrqOptions, ValidationError } from "orq-client";
import { describe, expect, onTestFinished, test } from "vitest";
import { ok, reply, reset, thing } from "../support/acts.ts";
import { by, made, roads, startThings } from "../support/plain-call.ts";
import { apiKey, failureOf, startRawClient } from "../support/raw-client.ts";
import { startRawServer } from "../support/raw-server.ts";
import { one } from "../support/things.ts";

const get = "GET /v2/things/{id}";
const create = "POST /v2/things";

/** Answers with each value once, and with the last one from then on. */
function inTurn(...values: readonly unknown[]): { readonly next: () => unknown; readonly asked: () => number } {
  let asked = 0;
  return {
    next: () => {
      asked += 1;
      return values[Math.min(asked, values.length) - 1];
    },
    asked: () => asked,
  };
}

/** An object whose field answers in turn. */
function withGetter(name: string, next: () => unknown): Record<string, unknown> {
  return Object.defineProperty({}, name, { get: next, enumerable: true });
}

describe("row 57: a body is read once: what was checked is what is sent", () => {
  test.each(roads)("a getter that answers otherwise the second time, by %s", async (road) => {
    const score = inTurn(1, Number.NaN);
    const { server, things } = await startThings([made]);
    await by(road, things, create, { body: { metadata: withGetter("score", score.next) } });
    expect(server.requests[0]?.body).toBe('{"metadata":{"score":1}}');
    expect(score.asked()).toBe(1);
  });

  test.each(roads)("a toJSON that answers otherwise the second time, by %s", async (road) => {
    const json = inTurn({ a: 1 }, { a: Number.NaN });
    const { server, things } = await startThings([made]);
    await by(road, things, create, { body: { metadata: { x: { toJSON: json.next } } } });
    expect(server.requests[0]?.body).toBe('{"metadata":{"x":{"a":1}}}');
    expect(json.asked()).toBe(1);
  });

  test.each(roads)("a proxy that answers otherwise the second time, by %s", async (road) => {
    const score = inTurn(1, Number.POSITIVE_INFINITY);
    const metadata = new Proxy(
      { score: 0 },
      { get: (target, name) => (name === "score" ? score.next() : Reflect.get(target, name)) },
    );
    const { server, things } = await startThings([made]);
    await by(road, things, create, { body: { metadata } });
    expect(server.requests[0]?.body).toBe('{"metadata":{"score":1}}');
    expect(score.asked()).toBe(1);
  });

  test.each(roads)("a proxy whose names change, by %s", async (road) => {
    let reads = 0;
    const metadata = new Proxy({ a: 1, b: 2 } as Record<string, number>, {
      ownKeys: () => {
        reads += 1;
        return reads === 1 ? ["a"] : ["a", "b"];
      },
    });
    const { server, things } = await startThings([made]);
    await by(road, things, create, { body: { metadata } });
    expect(server.requests[0]?.body).toBe('{"metadata":{"a":1}}');
  });

  test.each(roads)("a list that grows while it is read, by %s", async (road) => {
    const items: unknown[] = [];
    items.push(withGetter("x", () => items.push(Number.NaN)));
    const { server, things } = await startThings([made]);
    await Promise.resolve(by(road, things, create, { body: { metadata: { items } } })).catch(() => {});
    for (const { body } of server.requests) expect(body).not.toContain("null");
  });

  test.each(roads)("a field that is itself a getter of the body, by %s", async (road) => {
    const name = inTurn("a", () => "a function");
    const { server, things } = await startThings([made]);
    await by(road, things, create, { body: withGetter("name", name.next) });
    expect(server.requests[0]?.body).toBe('{"name":"a"}');
    expect(name.asked()).toBe(1);
  });

  test.each(roads)("a file that is not one the second time, by %s", async (road) => {
    const file = inTurn(new Blob(["content"]), Number.NaN);
    const { server, things } = await startThings([ok]);
    await by(road, things, "POST /v2/upload", { body: withGetter("file", file.next) });
    expect(server.requests[0]?.body).toContain("content");
    expect(file.asked()).toBe(1);
  });

  test("an attempt that follows sends the same bytes", async () => {
    const name = inTurn("first", "second");
    const { server, things } = await startThings([reply(503, { "retry-after": "0" }), made]);
    await things.call(create, { body: withGetter("name", name.next) });
    expect(server.requests.map(({ body }) => body)).toEqual(['{"name":"first"}', '{"name":"first"}']);
  });

  test("what the caller changes after the call is not sent", async () => {
    const body = { name: "as it was called", metadata: { a: 1 } };
    const headers: Record<string, string> = { "x-trace": "1" };
    const query = { q: "before" };
    const { server, things } = await startThings([made, ok], { apiKey: async () => apiKey });
    const write = things.call(create, { body, headers });
    body.name = "changed";
    headers["x-trace"] = "2";
    await write;
    expect(server.requests[0]?.body).toBe('{"name":"as it was called","metadata":{"a":1}}');
    expect(server.requests[0]?.headers["x-trace"]).toBe("1");
    const read = things.call("GET /v2/things", { params: { query } });
    query.q = "after";
    await read;
    expect(server.requests[1]?.path).toBe("/v2/things?q=before");
  });
});

describe("row 57: parameters and options are read once", () => {
  test.each(roads)("an id that leads elsewhere the second time, by %s", async (road) => {
    const id = inTurn("a", "../../admin");
    const { server, things } = await startThings([ok]);
    await by(road, things, get, { params: { path: withGetter("id", id.next) } });
    expect(server.requests[0]?.path).toBe("/v2/things/a");
    expect(id.asked()).toBe(1);
  });

  test.each(roads)("a query that is not a number the second time, by %s", async (road) => {
    const limit = inTurn(5, Number.NaN);
    const { server, things } = await startThings([ok]);
    await by(road, things, "GET /v2/things", { params: { query: withGetter("limit", limit.next) } });
    expect(server.requests[0]?.path).toBe("/v2/things?limit=5");
    expect(limit.asked()).toBe(1);
  });

  test("a header that has a line break the second time", async () => {
    const trace = inTurn("a", "a\r\nx-injected: 1");
    const { server, things } = await startThings([ok]);
    await things.call(get, { params: one, headers: withGetter("x-trace", trace.next) as Record<string, string> });
    expect(server.requests[0]?.headers).toMatchObject({ "x-trace": "a" });
    expect(server.requests[0]?.headers["x-injected"]).toBeUndefined();
    expect(trace.asked()).toBe(1);
  });

  test.each([
    ["timeoutMs", 60_000, -1],
    ["totalTimeoutMs", 60_000, -1],
    ["maxRetries", 0, -1],
    ["idempotent", false, "no"],
    ["idempotencyKey", "key-1", "a\nb"],
    ["signal", undefined, {}],
    ["headers", { "x-trace": "1" }, null],
  ])("the option %s of a call", async (name, first, second) => {
    const option = inTurn(first, second);
    const { things } = await startThings([ok]);
    const options = Object.defineProperty({ params: one }, name, { get: option.next, enumerable: true });
    expect(await things.call(get, options)).toEqual(thing);
    expect(option.asked()).toBe(1);
  });

  test("a base URL and a key of the client", async () => {
    const { server } = await startThings([ok]);
    const baseUrl = inTurn(server.url, "http://evil.example");
    const key = inTurn(apiKey, "another-key-2");
    const options = Object.defineProperties({} as OrqOptions, {
      baseUrl: { get: baseUrl.next, enumerable: true },
      apiKey: { get: key.next, enumerable: true },
    });
    await new Orq(options).identities.retrieve("user_1");
    expect(server.requests[0]?.headers["authorization"]).toBe(`Bearer ${apiKey}`);
    expect([baseUrl.asked(), key.asked()]).toEqual([1, 1]);
  });

  test("an option whose getter throws is an error that is ours", async () => {
    const { server, things } = await startThings([ok]);
    const fail = (): never => {
      throw new Error("no such thing");
    };
    const options = Object.defineProperty({ params: one }, "headers", { get: fail, enumerable: true });
    expect((await failureOf(things.call(get, options))).code).toMatch(/^(CONFIG|VALIDATION)$/);
    const path = { params: { path: withGetter("id", fail) as { id: string } } };
    expect(await failureOf(things.call(get, path))).toBeInstanceOf(ValidationError);
    expect(server.requests).toHaveLength(0);
  });
});

describe("row 55: what stands on Object.prototype is no option", () => {
  function pollute(name: string, value: unknown): void {
    Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true, enumerable: false });
    onTestFinished(() => clean(name));
  }

  function clean(name: string): void {
    delete (Object.prototype as unknown as Record<string, unknown>)[name];
  }

  const fails = (): never => {
    throw new Error("this is nobody's option");
  };
  const logger = { debug: fails, info: fails, warn: fails, error: fails };

  test.each([
    ["fetch", fails],
    ["logger", logger],
    ["logLevel", "loud"],
    ["onEvent", "no function"],
    ["headers", { "x-polluted": "1" }],
    ["timeoutMs", -1],
    ["totalTimeoutMs", -1],
    ["maxRetries", -1],
    ["maxResponseBytes", 1],
    ["allowInsecure", true],
  ])("%s, of a client", async (name, value) => {
    const server = await startRawServer(ok);
    try {
      pollute(name, value);
      const orq = new Orq({ apiKey, baseUrl: server.url });
      expect(() => new Orq({ apiKey, baseUrl: "http://api.orq.ai" })).toThrow(ConfigError);
      clean(name);
      expect(await orq.identities.retrieve("user_1")).toEqual(thing);
      expect(server.requests[0]?.headers).not.toHaveProperty("x-polluted");
    } finally {
      clean(name);
      await server.close();
    }
  });

  test("baseUrl, of a client: the key goes to the API alone", async () => {
    const urls: string[] = [];
    pollute("baseUrl", "https://evil.example");
    const orq = new Orq({
      apiKey,
      fetch: async (url) => {
        urls.push(url);
        return Response.json(thing);
      },
    });
    await orq.identities.retrieve("user_1");
    expect(urls).toEqual(["https://api.orq.ai/v2/identities/user_1"]);
  });

  test("apiKey, of a client: there is none", () => {
    pollute("apiKey", "polluted-key-123");
    expect(() => new Orq({})).toThrow(ConfigError);
  });

  const ofCall: readonly (readonly [string, unknown])[] = [
    ["idempotent", true],
    ["idempotencyKey", "polluted-key"],
    ["timeoutMs", -1],
    ["totalTimeoutMs", -1],
    ["maxRetries", -1],
  ];

  test.each(ofCall.flatMap(([name, value]) => roads.map((road) => [name, road, value] as const)))(
    "%s, of a call by %s: a create that is lost is sent once, without it",
    async (name, road, value) => {
      const { server, things } = await startThings([reset, made]);
      pollute(name, value);
      const error = await failureOf(by(road, things, create, { body: { name: "a" } }));
      clean(name);
      expect(error).toMatchObject({ code: "ECONNRESET", attempts: 1 });
      expect(server.requests).toHaveLength(1);
      expect(server.requests[0]?.headers).not.toHaveProperty("idempotency-key");
    },
  );

  // Without a connection: the runtime's own sockets would take these for theirs.
  test.each([
    ["signal", AbortSignal.abort()],
    ["headers", { "x-polluted": "1" }],
  ])("%s, of a call", async (name, value) => {
    const inits: RequestInit[] = [];
    const { things } = await startThings([], {
      fetch: async (_url, init) => {
        inits.push(init);
        return Response.json(thing);
      },
    });
    pollute(name, value);
    const data = await things.call(create, { body: { name: "a" } });
    clean(name);
    expect(data).toEqual(thing);
    expect(inits[0]?.signal?.aborted).not.toBe(true);
    expect(new Headers(inits[0]?.headers).has("x-polluted")).toBe(false);
  });

  test("maxPages, of a list", async () => {
    const { orq } = await startRawClient([
      reply(200, {}, { object: "list", data: [{ _id: "a" }], has_more: true }),
      reply(200, {}, { object: "list", data: [{ _id: "b" }], has_more: false }),
    ]);
    pollute("maxPages", 1);
    const seen: unknown[] = [];
    for await (const item of orq.identities.list()) seen.push(item);
    expect(seen).toEqual([{ _id: "a" }, { _id: "b" }]);
  });

  test("idempotent, on a prototype of the caller's own: it is not the call's", async () => {
    const { server, things } = await startThings([reset, made]);
    const options = Object.assign(Object.create({ idempotent: true }), { body: { name: "a" } }) as { body: object };
    expect((await failureOf(things.call(create, options))).attempts).toBe(1);
    expect(server.requests).toHaveLength(1);
  });
});

describe("an option that cannot be meant", () => {
  test.each(
    [
      ["idempotent", "no"],
      ["idempotent", 0],
      ["idempotencyKey", null],
      ["idempotencyKey", 7],
    ].flatMap(([name, value]) => roads.map((road) => [name, value, road] as const)),
  )("%s: %j, by %s: ConfigError that names it, and nothing is sent", async (name, value, road) => {
    const { server, things } = await startThings([made]);
    const error = await failureOf(by(road, things, create, { body: { name: "a" }, [name as string]: value }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain(name);
    expect(server.requests).toHaveLength(0);
  });

  test.each([1.5, 0, -1, Number.NaN, "2", null])("maxPages: %j", async (maxPages) => {
    const { server, orq } = await startRawClient([ok]);
    const iterate = async (): Promise<void> => {
      for await (const item of orq.identities.list({}, { maxPages: maxPages as number })) expect.fail(String(item));
    };
    const error = await failureOf(iterate());
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain("maxPages");
    expect(server.requests).toHaveLength(0);
  });
});

describe("a Headers object", () => {
  test("is accepted by a client and by a call", async () => {
    const { server, things } = await startThings([ok], {
      headers: new Headers({ "X-Client": "client", "x-both": "client" }) as never,
    });
    const headers = new Headers({ "X-Call": "call", "x-both": "call" }) as unknown as Record<string, string>;
    await things.call(get, { params: one, headers });
    expect(server.requests[0]?.headers).toMatchObject({ "x-client": "client", "x-call": "call", "x-both": "call" });
  });

  test("is accepted by orq.api", async () => {
    const { server, things } = await startThings([ok]);
    await things.api.GET("/v2/things/{id}", { params: one, headers: new Headers({ "x-call": "call" }) });
    expect(server.requests[0]?.headers["x-call"]).toBe("call");
  });

  test("is held to the same rules", async () => {
    const { server, things } = await startThings([ok]);
    const headers = new Headers({ "content-length": "1" }) as unknown as Record<string, string>;
    expect(await failureOf(things.call(get, { params: one, headers }))).toBeInstanceOf(ConfigError);
    expect(server.requests).toHaveLength(0);
  });

  test("is a type that the options take", () => {
    const headers: NonNullable<CallOptions["headers"]> = new Headers();
    const ofClient: NonNullable<OrqOptions["headers"]> = new Headers();
    expect([headers, ofClient]).toHaveLength(2);
  });
});

describe("the key of an operation cannot leave the base URL", () => {
  const keys = [
    "GET /../x",
    "GET /v2/../../x",
    "GET /v2/..",
    "GET /./x",
    "GET /%2e%2e/x",
    "GET /v2/.%2E/x",
    "GET //evil.example/x",
    "GET /v2//x",
    "GET /a\\b",
    "GET /\\evil.example",
    "GET /\t/evil.example",
    "GET /v2/\n../x",
  ];

  test.each(keys.flatMap((key) => roads.map((road) => [key, road] as const)))(
    "%j, by %s: refused, and nothing is sent",
    async (key, road) => {
      const { server } = await startThings([ok]);
      const orq = new Orq({ apiKey, baseUrl: `${server.url}/proxy` });
      const error = await failureOf(by(road, orq as never, key));
      expect(error.code).toMatch(/^(VALIDATION|CONFIG)$/);
      if (/\/(\.|%2e)/i.test(key)) expect(error.message).toMatch(/^the path ".*" would lead to another path$/);
      expect(server.requests).toHaveLength(0);
    },
  );

  test.each(["GET /v2/things/{id}:cancel", "GET /v2/a.b/..c/d..", "GET /v2/things/{id}/x-y_z~1"])(
    "%j is a key as good as any",
    async (key) => {
      const { server } = await startThings([ok]);
      const orq = new Orq({ apiKey, baseUrl: `${server.url}/proxy` });
      await by("call", orq as never, key, { params: { path: { id: "a" } } });
      expect(server.requests[0]?.path).toBe(`/proxy${key.slice("GET ".length).replace("{id}", "a")}`);
    },
  );
});
