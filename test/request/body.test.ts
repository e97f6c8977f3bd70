import { ConfigError, Orq, ValidationError } from "orq-client";
import { describe, expect, test } from "vitest";
import { ok } from "../support/acts.ts";
import { by, roads, startThings } from "../support/plain-call.ts";
import { apiKey, failureOf } from "../support/raw-client.ts";
import { one } from "../support/things.ts";

const put = "PUT /v2/things/{id}";

/** Lists within each other. */
function nested(levels: number): unknown[] {
  return levels === 1 ? [] : [nested(levels - 1)];
}

function around(object: Record<string, unknown>): object {
  object["self"] = object;
  return object;
}

function broken(): never {
  throw new Error("broken");
}

async function* texts(): AsyncGenerator<string> {
  yield "a,b";
  yield "\u00e9";
}

describe.each(roads)("a body, by %s", (road) => {
  test("null is sent as null", async () => {
    const { server, things } = await startThings([ok]);
    await by(road, things, put, { params: one, body: null });
    expect(server.requests[0]?.body).toBe("null");
  });

  test("a field of a class's instance is read once", async () => {
    const { server, things } = await startThings([ok]);
    let reads = 0;
    const body = Object.create(null, {
      name: {
        enumerable: true,
        get: () => {
          reads += 1;
          return String(reads);
        },
      },
    });
    await by(road, things, put, { params: one, body });
    expect([server.requests[0]?.body, reads]).toEqual(['{"name":"1"}', 1]);
  });

  test("a list is not a form", async () => {
    const { server, things } = await startThings([ok]);
    for (const type of ["multipart/form-data", "application/x-www-form-urlencoded"]) {
      const init = { body: [1], headers: { "content-type": type } };
      const error = await failureOf(by(road, things, "POST /v2/form", init));
      expect(error).toBeInstanceOf(ValidationError);
      expect(error).toMatchObject({
        message: `a body of type ${type} must be an object`,
        pointer: "",
      });
    }
    expect(server.requests).toHaveLength(0);
  });

  test.each<[problem: string, metadata: unknown]>([
    ["the body at /metadata/a is NaN, which JSON does not have", { a: Number.NaN }],
    ["the body at /metadata/0 is undefined, which JSON does not have", [undefined]],
    ["the body at /metadata/0 is a function, which JSON does not have", [() => 1]],
    ["the body at /metadata/1 is a symbol, which JSON does not have", [1, Symbol("s")]],
    ["the body at /metadata/a is a Map, which JSON does not have", { a: new Map() }],
    ["the body at /metadata/a is an ArrayBuffer, which JSON does not have", { a: new ArrayBuffer(1) }],
    ["the body at /metadata/a is an invalid Date", { a: new Date("no") }],
    ["the body at /metadata/a holds bytes: send them as a Blob", { a: Buffer.from("a") }],
    [
      "the body at /metadata/a is a stream: a file from disk is sent by fs.openAsBlob(path)",
      { a: new Blob([]).stream() },
    ],
    ["the body at /metadata/self holds itself", around({})],
    [`the body at /metadata${"/0".repeat(511)} is nested deeper than 512 levels`, nested(512)],
    ["the body at /metadata/a cannot be read: a toJSON() or a getter of it failed", { a: { toJSON: () => broken() } }],
  ])("is refused: %s", async (problem, metadata) => {
    const { server, things } = await startThings([ok]);
    const error = await failureOf(by(road, things, put, { params: one, body: { metadata } }));
    expect(error.message).toBe(problem);
    expect(server.requests).toHaveLength(0);
  });

  test("what is just not nested too deeply is sent, and an object may stand in two places", async () => {
    const { server, things } = await startThings([ok]);
    const shared = { a: 1 };
    const metadata = { deep: nested(510), twice: [shared, shared, { shared }] };
    await by(road, things, put, { params: one, body: { metadata } });
    expect(server.requests[0]?.body).toBe(JSON.stringify({ metadata }));
  });

  test("why a toJSON failed is the cause", async () => {
    const { things } = await startThings([ok]);
    const body = { metadata: { toJSON: () => broken() } };
    expect((await failureOf(by(road, things, put, { params: one, body }))).cause).toMatchObject({ message: "broken" });
  });

  test("an instance of a class is its toJSON, and without one it may hold a file", async () => {
    const { server, things } = await startThings([ok]);
    class Money {
      readonly amount = 1;
      toJSON(key: unknown): object {
        return { cents: 100, key };
      }
    }
    class Upload {
      readonly files = ["a", new Blob(["content"])];
    }
    await by(road, things, put, { params: one, body: new Money() });
    expect(server.requests[0]?.body).toBe('{"cents":100,"key":""}');
    await by(road, things, "POST /v2/upload", { body: new Upload() });
    expect(server.requests[1]?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=orq-/);
    expect(server.requests[1]?.body).toContain("content");
  });

  test("a list whose type only names that of a form is JSON", async () => {
    const { server, things } = await startThings([ok]);
    const headers = { "content-type": 'application/json; note="multipart/"' };
    await by(road, things, put, { params: one, body: [1], headers });
    expect(server.requests[0]?.body).toBe("[1]");
  });

  test("a field named __proto__ is sent like any other", async () => {
    const { server, things } = await startThings([ok]);
    const json = '{"metadata":{"__proto__":{"a":1},"b":2}}';
    await by(road, things, put, { params: one, body: JSON.parse(json) });
    expect(server.requests[0]?.body).toBe(json);
  });

  test("a body that is no object, though JSON, is sent, and one that JSON lacks is refused without a place", async () => {
    const { server, things } = await startThings([ok]);
    await by(road, things, put, { params: one, body: [1] });
    await by(road, things, put, { params: one, body: false });
    await by(road, things, put, { params: one, body: new Date(0) });
    expect(server.requests.map(({ body }) => body)).toEqual(["[1]", "false", '"1970-01-01T00:00:00.000Z"']);
    const error = await failureOf(by(road, things, put, { params: one, body: 1n }));
    expect(error).toMatchObject({
      message: "the body is a bigint, which JSON does not have",
      pointer: "",
    });
  });

  test("a stream has the type that is said, else that of bytes, and may hold text", async () => {
    const { server, things } = await startThings([ok]);
    for (const headers of [{}, { "content-type": "text/csv" }]) {
      await by(road, things, put, { params: one, body: texts(), headers });
    }
    expect(server.requests.map(({ headers, body }) => [headers["content-type"], /a,b.*\u00e9/s.test(body)])).toEqual([
      ["application/octet-stream", true],
      ["text/csv", true],
    ]);
  });

  test("the source of a stream hears of the end of a call that sent nothing", async () => {
    const { things } = await startThings([ok]);
    const ended: string[] = [];
    const stream = new ReadableStream({ cancel: () => void ended.push("stream") });
    const iterable = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<never>(() => {}),
        return: async () => {
          ended.push("iterable");
          throw new Error("it fails at this too");
        },
      }),
    };
    const endless = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) };
    const signal = AbortSignal.abort();
    for (const body of [stream, iterable, endless]) {
      expect(await failureOf(by(road, things, put, { params: one, body, signal }))).toMatchObject({ code: "ABORTED" });
    }
    expect(ended).toEqual(["stream", "iterable"]);
  });

  test("a date in a form has no quotes", async () => {
    const { server, things } = await startThings([ok]);
    await by(road, things, "POST /v2/upload", {
      body: { at: new Date(0) },
      headers: { "content-type": "multipart/form-data" },
    });
    expect(server.requests[0]?.body).toContain("\r\n\r\n1970-01-01T00:00:00.000Z\r\n");
  });

  test("a stream that is locked is refused by its name", async () => {
    const { things } = await startThings([ok]);
    const body = new ReadableStream();
    body.getReader();
    const error = await failureOf(by(road, things, put, { params: one, body }));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({ message: "the body is a stream that is locked", pointer: "" });
  });

  test.each([new URLSearchParams("a=b"), new Map(), new Date(0), "abc"])("%o is not a query", async (query) => {
    const { server, things } = await startThings([ok]);
    const error = await failureOf(by(road, things, "GET /v2/things", { params: { query } }));
    expect(error).toMatchObject({ code: "VALIDATION", message: "the query must be an object" });
    expect(server.requests).toHaveLength(0);
  });
});

test("headers are taken from whatever lists pairs", async () => {
  const { server, things } = await startThings([ok], { headers: new Map([["X-Tenant", "t1"]]) as never });
  await things.call("GET /v2/things/{id}", { params: one });
  expect(server.requests[0]?.headers["x-tenant"]).toBe("t1");
});

test.each(["apiKey", "baseUrl"])("%s: null is not taken for the environment's", (name) => {
  expect(() => new Orq({ apiKey, [name]: null })).toThrow(ConfigError);
});
