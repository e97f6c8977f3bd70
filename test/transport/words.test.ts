import { gzipSync } from "node:zlib";
import type { OrqOptions } from "orq-client";
import { describe, expect, test } from "vitest";
import { andThen, bytes, bytesThenFin, head, never, ok, reply, reset } from "../support/acts.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";
import type { Act } from "../support/raw-server.ts";
import { create, replace, retrieve } from "../support/things.ts";

const json = { "content-type": "application/json" };
const gzip = { ...json, "content-encoding": "gzip" };
const cut: Act = bytesThenFin(head(200, { ...json, "content-length": "9" }), "{");
const broken = bytes(head(200, { ...gzip, "content-length": "20" }), new Uint8Array(20));

describe("a failure says in one line what happened", () => {
  test.each<[message: RegExp | string, act: Act, options: OrqOptions]>([
    ["no reply within 30 ms (timeoutMs)", never, { timeoutMs: 30 }],
    ["no reply within 30 ms (totalTimeoutMs)", never, { totalTimeoutMs: 30 }],
    [
      "the server answered 200, but not whole, within 30 ms (timeoutMs)",
      never,
      { timeoutMs: 30, fetch: async () => new Response(new ReadableStream(), { headers: json }) },
    ],
    ["the server answered 200, and its body cannot be decompressed", broken, {}],
    [
      "the server answered 200, and its body is larger than 3 bytes (maxResponseBytes)",
      reply(200, json, "1234"),
      { maxResponseBytes: 3 },
    ],
    [
      "the server answered 200, and its body is larger than 3 bytes (maxResponseBytes)",
      bytes(head(200, gzip), gzipSync("1234")),
      { maxResponseBytes: 3 },
    ],
    [/^the server answered 200, and then the response body was interrupted \(ECONNRESET\): ./, cut, {}],
    [/^no reply \(ECONNRESET\): ./, reset, {}],
  ])("%s", async (message, act, options) => {
    const { orq } = await startRawClient([act], { maxRetries: 0, ...options });
    const prefix = "PUT /v2/things/thing_1: ";
    const error = await failureOf(replace(orq));
    expect(error.message.slice(0, prefix.length)).toBe(prefix);
    expect(error.message.slice(prefix.length)).toMatch(
      typeof message === "string" ? new RegExp(`^${message.replace(/[()]/g, "\\$&")}$`) : message,
    );
  });

  test("a body of as many bytes as are allowed is read", async () => {
    const short = gzipSync("123");
    const { orq } = await startRawClient(
      [reply(200, json, "123"), bytes(head(200, { ...gzip, "content-length": String(short.length) }), short)],
      { maxResponseBytes: 3 },
    );
    expect([await retrieve(orq), await retrieve(orq)]).toEqual([123, 123]);
  });
});

describe("a redirect that is not followed says why", () => {
  const other = { location: "https://elsewhere.example/x" };
  test.each<[status: number, headers: Record<string, string>, why: string]>([
    [307, other, "a redirect to another origin, which is not followed"],
    [308, { location: "http://" }, "a redirect to another origin, which is not followed"],
    [301, { location: "/x" }, "a redirect that would turn the POST into a GET, which is not followed"],
    [302, { location: "/x" }, "a redirect that would turn the POST into a GET, which is not followed"],
    [307, { location: "/x" }, "more than 3 redirects, which is not followed"],
  ])("%i to %j", async (status, headers, why) => {
    const { orq } = await startRawClient([reply(status, headers)]);
    const error = await failureOf(create(orq));
    expect(error.message).toBe(`POST /v2/things: the server answered ${status}: ${why}`);
    expect(error).toMatchObject({ code: "REDIRECT", status });
  });

  test.each(["a@", ":b@", "a:b@"])("credentials: %s", async (credentials) => {
    const { server, orq } = await startRawClient([
      (socket, request) =>
        reply(307, { location: `http://${credentials}${request.headers["host"]}/x` })(socket, request),
    ]);
    expect((await failureOf(create(orq))).message).toContain("307: a redirect with credentials, which is not followed");
    expect(server.requests).toHaveLength(1);
  });

  test.each([reply(404), reply(302, { location: "/y" }), reset])("a result that cannot be read (%#)", async (then) => {
    const { orq } = await startRawClient([reply(303, { location: "/x?a=1" }, "see there"), then], { maxRetries: 0 });
    const error = await failureOf(create(orq));
    expect(error).toMatchObject({ code: "REDIRECT", status: 303, body: "see there", mayHaveActed: true });
    expect(error.message).toContain("303: the request was accepted, but its result at /x cannot be read");
  });

  test("three are followed", async () => {
    const on = reply(307, { location: "/x" });
    const { server, orq } = await startRawClient([on, on, on, ok]);
    await create(orq);
    expect(server.requests.map(({ method, path }) => `${method} ${path}`).slice(1)).toEqual(Array(3).fill("POST /x"));
  });
});

test.each<[status: number, mayHaveActed: boolean]>([
  [300, false],
  [301, true],
  [302, true],
  [303, true],
  [304, false],
  [400, false],
  [499, false],
  [500, true],
  [501, false],
  [502, true],
  [505, false],
  [599, true],
])("whether a server that answers %i may have acted: %s", async (status, mayHaveActed) => {
  const { orq } = await startRawClient([reply(status)], { maxRetries: 0 });
  expect(await failureOf(create(orq))).toMatchObject({ status, mayHaveActed });
  expect(await failureOf(retrieve(orq))).toMatchObject({ status, mayHaveActed: false });
});

test("a key provider that fails is named, with its reason as the cause", async () => {
  const apiKey = (): string => {
    throw new Error("the vault is closed");
  };
  const { server, orq } = await startRawClient([andThen(ok, reset)], { apiKey });
  const error = await failureOf(retrieve(orq));
  expect(error.message).toBe("GET /v2/things/thing_1: apiKey() failed to return a key");
  expect(error).toMatchObject({ code: "CONFIG", cause: { message: "the vault is closed" } });
  const empty = await startRawClient([ok], { apiKey: () => " Bearer " });
  expect((await failureOf(retrieve(empty.orq))).message).toBe(
    "GET /v2/things/thing_1: the key that apiKey() returned is empty",
  );
  expect(server.requests).toHaveLength(0);
});
