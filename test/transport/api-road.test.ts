import { inspect } from "node:util";
import { ConfigError, OrqError, ResponseParseError } from "orq-client";
import { describe, expect, test } from "vitest";
import { bytes, head, never, ok, reply, reset, thing } from "../support/acts.ts";
import { by, made, startRefusing, startThings } from "../support/plain-call.ts";
import { failureOf } from "../support/raw-client.ts";
import { one } from "../support/things.ts";

const path = "/v2/things/{id}";

describe("orq.api throws nothing but ours", () => {
  const hidden = "hidden-value";

  test.each([
    ["a line break in a value", { "x-trace": `${hidden}\r\nx-injected: 1` }],
    ["a NUL in a value", { "x-trace": `${hidden}\0` }],
    ["a value that no header can carry", { "x-trace": `${hidden}\u{1f600}` }],
    ["a name that is none", { "x y": hidden }],
    ["a name with a line break", { "x\r\ny": hidden }],
    ["a value that is no text", { "x-trace": { [hidden]: hidden } }],
    ["headers that are none", hidden],
  ])("headers: %s: ConfigError, which does not show the value", async (_name, headers) => {
    const { server, things } = await startThings([ok]);
    const error = await failureOf(things.api.GET(path, { params: one, headers: headers as Record<string, string> }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(inspect(error, { depth: 9 })).not.toContain(hidden);
    expect(server.requests).toHaveLength(0);
  });

  test.each([
    "connection",
    "content-length",
    "expect",
    "Host",
    "keep-alive",
    "te",
    "trailer",
    "Transfer-Encoding",
    "upgrade",
  ])("the header %s is the runtime's own: ConfigError", async (name) => {
    const { server, things } = await startThings([ok]);
    const error = await failureOf(things.api.GET(path, { params: one, headers: { [name]: "1" } }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message.toLowerCase()).toContain(name.toLowerCase());
    expect(server.requests).toHaveLength(0);
  });

  test("so it is when a middleware sets one", async () => {
    const { server, orq, things } = await startThings([ok]);
    orq.api.use({ onRequest: ({ request }) => request.headers.set("host", "evil.example") });
    expect(await failureOf(things.api.GET(path, { params: one }))).toBeInstanceOf(ConfigError);
    expect(server.requests).toHaveLength(0);
  });

  test("a header that is null leaves out the client's", async () => {
    const { server, things } = await startThings([ok], { headers: { "x-client": "1" } });
    await things.api.GET(path, { params: one, headers: { "x-client": null } });
    expect(server.requests[0]?.headers).not.toHaveProperty("x-client");
  });

  test.each([{}, 7, "signal"])("the signal %j: ConfigError", async (signal) => {
    const { server, things } = await startThings([ok]);
    const error = await failureOf(things.api.GET(path, { params: one, signal: signal as unknown as AbortSignal }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain("signal");
    expect(server.requests).toHaveLength(0);
  });

  test.each([{ timeoutMs: -1 }, { totalTimeoutMs: Number.NaN }, { maxRetries: 1.5 }])(
    "the limits %j: ConfigError",
    async (limits) => {
      const { things } = await startThings([ok]);
      expect(await failureOf(things.api.GET(path, { params: one, ...limits }))).toBeInstanceOf(ConfigError);
    },
  );

  test.each([
    ["a reset", reset],
    ["no reply in time", never],
    ["a redirect to another origin", reply(302, { location: "https://other.example/" })],
    ["a reply that is no JSON", reply(200, {}, "no JSON")],
    ["a status that no Response may have", reply(999)],
    ["a status that no Response may have, with a body", reply(999, {}, { message: "strange" })],
    ["a body that is not what it says", bytes(head(200, { "content-encoding": "gzip", "content-length": "2" }), "no")],
  ])("a server that gives %s", async (_name, act) => {
    const { things } = await startThings([act], { timeoutMs: 500, maxRetries: 0 });
    const error = await failureOf(things.api.GET(path, { params: one }));
    expect(error).toBeInstanceOf(OrqError);
    expect(error).toMatchObject({ method: "GET", path: "/v2/things/thing_1" });
  });

  test("a refused connection", async () => {
    const { things } = await startRefusing();
    expect(await failureOf(things.api.GET(path, { params: one }))).toMatchObject({ code: "ECONNREFUSED", attempts: 3 });
  });

  test("a provider that has no key", async () => {
    const { things } = await startThings([ok], { apiKey: () => Promise.reject(new Error("no key")) });
    expect(await failureOf(things.api.GET(path, { params: one }))).toBeInstanceOf(ConfigError);
  });

  test.each(["text", "json", "blob", "arrayBuffer"] as const)("a body that is cut off, read as %s", async (parseAs) => {
    const cut = (socket: import("node:net").Socket): void => {
      socket.write(`${head(200, { "content-length": "100" })}{"id":`);
      socket.end();
    };
    const { things } = await startThings([cut], { maxRetries: 0 });
    expect(await failureOf(things.api.GET(path, { params: one, parseAs }))).toMatchObject({ code: "ECONNRESET" });
  });
});

describe("the body of a call of orq.api", () => {
  const encoder = new TextEncoder();

  function stream(): ReadableStream<Uint8Array> {
    return new ReadableStream({
      start(controller) {
        controller.enqueue(encoder.encode("one"));
        controller.enqueue(encoder.encode("two"));
        controller.close();
      },
    });
  }

  async function* generator(): AsyncGenerator<Uint8Array> {
    yield encoder.encode("one");
    yield encoder.encode("two");
  }

  test.each([
    ["a ReadableStream", stream],
    ["an async iterable", generator],
    ["an object that can be iterated", () => ({ [Symbol.asyncIterator]: generator })],
  ])("%s is sent, as bytes", async (_name, open) => {
    const { server, things } = await startThings([ok]);
    await by("orq.api", things, "POST /v2/upload", { body: open() });
    expect(server.requests[0]?.body).toMatch(/one.*two/s);
    expect(server.requests[0]?.headers["content-type"]).toBe("application/octet-stream");
  });

  test.each([
    ["a ReadableStream", stream],
    ["an async iterable", generator],
  ])("%s is sent once, whatever happens", async (_name, open) => {
    const { server, things } = await startThings([reply(503, { "retry-after": "0" }), ok]);
    const result = await by("orq.api", things, "POST /v2/upload", { body: open() });
    expect(result).toMatchObject({ response: { status: 503 } });
    expect(server.requests).toHaveLength(1);
  });

  test("a stream that fails is an error that is ours", async () => {
    const failing = new ReadableStream({
      pull: (controller) => controller.error(new Error("the disk is gone")),
    });
    const { things } = await startThings([ok]);
    const error = await failureOf(by("orq.api", things, "POST /v2/upload", { body: failing }));
    expect(error).toBeInstanceOf(OrqError);
    expect(error.message).toContain("the disk is gone");
  });

  test("a stream that has been read already is refused", async () => {
    const used = stream();
    await new Response(used).text();
    const { server, things } = await startThings([ok]);
    for (const road of ["call", "orq.api"] as const) {
      expect(await failureOf(by(road, things, "POST /v2/upload", { body: used }))).toBeInstanceOf(OrqError);
    }
    expect(server.requests).toHaveLength(0);
  });

  test.each([
    ["bytes", encoder.encode("hi"), "application/octet-stream"],
    ["a Blob", new Blob(["hi"], { type: "audio/mpeg" }), "audio/mpeg"],
    ["a file", new File(["hi"], "a.mp3", { type: "audio/mpeg" }), "audio/mpeg"],
    ["a Blob without a type", new Blob(["hi"]), "application/octet-stream"],
  ])("%s keeps its content type", async (_name, body, type) => {
    const { server, things } = await startThings([ok]);
    await by("orq.api", things, "POST /v2/upload", { body });
    expect(server.requests[0]?.headers["content-type"]).toBe(type);
    expect(server.requests[0]?.body).toBe("hi");
  });

  test("the type of a body is there for a middleware, and what it sets counts", async () => {
    const { server, orq, things } = await startThings([ok]);
    const seen: (string | null)[] = [];
    orq.api.use({
      onRequest({ request }) {
        seen.push(request.headers.get("content-type"));
        request.headers.set("content-type", "audio/wav");
      },
    });
    await by("orq.api", things, "POST /v2/upload", { body: new Blob(["hi"], { type: "audio/mpeg" }) });
    expect(seen).toEqual(["audio/mpeg"]);
    expect(server.requests[0]?.headers["content-type"]).toBe("audio/wav");
  });
});

describe("a middleware of orq.api", () => {
  test("may clone the response and read the copy", async () => {
    const { orq, things } = await startThings([reply(200, { "x-request-id": "request-1" }, thing)]);
    const copies: unknown[] = [];
    orq.api.use({ onResponse: async ({ response }) => void copies.push(await response.clone().json()) });
    const { data, response } = await things.api.GET(path, { params: one });
    expect([copies, data]).toEqual([[thing], thing]);
    expect(response.headers.get("x-request-id")).toBe("request-1");
  });

  test("may hand on the copy", async () => {
    const { orq, things } = await startThings([reply(200, {}, thing)]);
    orq.api.use({ onResponse: ({ response }) => response.clone() });
    expect((await things.api.GET(path, { params: one })).data).toEqual(thing);
  });

  test("may hand on a copy of what is no JSON: still an error that is ours", async () => {
    const { orq, things } = await startThings([reply(200, {}, "no JSON")]);
    orq.api.use({ onResponse: ({ response }) => response.clone() });
    const error = await failureOf(things.api.GET(path, { params: one }));
    expect(error).toBeInstanceOf(ResponseParseError);
    expect(error.status).toBe(200);
  });

  test("may make a new response of it: still an error that is ours", async () => {
    const { orq, things } = await startThings([reply(200, {}, "no JSON")]);
    orq.api.use({ onResponse: ({ response }) => new Response(response.body, response) });
    expect(await failureOf(things.api.GET(path, { params: one }))).toBeInstanceOf(OrqError);
  });

  test("may read the copy of an error, which is given as ever", async () => {
    const { orq, things } = await startThings([reply(404, {}, { message: "none" })]);
    const copies: unknown[] = [];
    orq.api.use({ onResponse: async ({ response }) => void copies.push(await response.clone().text()) });
    const { error, response } = await things.api.GET(path, { params: one });
    expect([error, response.status]).toEqual([{ message: "none" }, 404]);
    expect(copies).toEqual(['{"message":"none"}']);
  });

  test("may clone the request, whose body is sent all the same", async () => {
    const { server, orq, things } = await startThings([made]);
    const copies: string[] = [];
    orq.api.use({ onRequest: async ({ request }) => void copies.push(await request.clone().text()) });
    await things.api.POST("/v2/things", { body: { name: "a" } });
    expect([copies, server.requests[0]?.body]).toEqual([['{"name":"a"}'], '{"name":"a"}']);
  });

  test("may answer itself, and nothing is sent", async () => {
    const { server, orq, things } = await startThings([ok]);
    orq.api.use({ onRequest: () => Response.json({ id: "cached" }) });
    expect((await things.api.GET(path, { params: one })).data).toEqual({ id: "cached" });
    expect(server.requests).toHaveLength(0);
  });
});

describe("one operation behaves alike by both roads", () => {
  test("the key and the idempotency key are sent by either", async () => {
    const { server, things } = await startThings([made]);
    for (const road of ["call", "orq.api"] as const) {
      await by(road, things, "POST /v2/things", { body: { name: "a" }, idempotencyKey: "key-1" });
    }
    const [first, second] = server.requests.map(({ headers }) => [
      headers["authorization"],
      headers["idempotency-key"],
      headers["content-type"],
      headers["accept"],
    ]);
    expect(first).toEqual(second);
  });
});
