import { inspect } from "node:util";
import fc from "fast-check";
import { ConfigError, Orq, RedirectError, ValidationError } from "orq-client";
import { describe, expect, it } from "vitest";
import { ok, reply, reset, thing } from "../support/acts.ts";
import { apiKey, failureOf, startRawClient } from "../support/raw-client.ts";
import { type Fields, one, replace, retrieve, thingsOf } from "../support/things.ts";

/** The client's own way to send what the types refuse. */
function update(orq: Orq, fields: unknown): PromiseLike<unknown> {
  return replace(orq, fields as Fields);
}

describe("ids in a path", () => {
  it.each(["", ".", "..", 7, null, undefined, {}, "\ud800", "a\udc00", "a\0b", "a\nb", "\x7f", "x".repeat(1025)])(
    "row 39: %j is refused before anything is sent",
    async (id) => {
      const { server, orq } = await startRawClient([ok]);
      const error = await failureOf(
        thingsOf(orq).call("GET /v2/things/{id}", { params: { path: { id: id as string } } }),
      );
      expect(error).toBeInstanceOf(ValidationError);
      expect(error.message).toContain('path parameter "id" must');
      const path = { id: id as string };
      expect(await failureOf(thingsOf(orq).api.GET("/v2/things/{id}", { params: { path } }))).toMatchObject({
        code: "VALIDATION",
      });
      expect(server.requests).toHaveLength(0);
    },
  );

  it.each<[id: unknown, problem: string]>([
    ["", "must not be empty"],
    ["..", 'must not be "..": it would lead to another path'],
    [".", 'must not be ".": it would lead to another path'],
    [null, "must be a string, and is null"],
    [7, "must be a string, and is number"],
    ["\x1f", "must not have control characters"],
    ["a\ud800", "must be well-formed Unicode, and has half of a surrogate pair"],
    [" ".repeat(1_025), "must have at most 1024 characters, and has 1025"],
  ])("row 39: %j is refused with a line that says why", async (id, problem) => {
    const { orq } = await startRawClient([ok]);
    const path = { id: id as string };
    const error = await failureOf(thingsOf(orq).call("GET /v2/things/{id}", { params: { path } }));
    expect(error.message).toBe(`path parameter "id" ${problem}`);
  });

  it("row 39: an id of 1,024 characters is sent, whatever they are", async () => {
    const { server, orq } = await startRawClient([ok]);
    for (const id of ["x".repeat(1_024), "\u00e9".repeat(1_024)]) {
      await thingsOf(orq).call("GET /v2/things/{id}", { params: { path: { id } } });
      expect(server.requests.at(-1)?.path).toBe(`/v2/things/${encodeURIComponent(id)}`);
    }
  });

  it("row 39: a brace that is not closed is refused, with the path", async () => {
    const { server, orq } = await startRawClient([ok]);
    const error = await failureOf(thingsOf(orq).call("GET /v2/things/{id" as never, { params: one } as never));
    expect(error.message).toContain('the path "/v2/things/{id" has a brace that is not closed');
    expect(server.requests).toHaveLength(0);
  });

  it("row 39: orq.api refuses a path that is not filled in", async () => {
    const { server, orq } = await startRawClient([ok]);
    expect(await failureOf(thingsOf(orq).api.GET("/v2/things/{id}", {} as never))).toBeInstanceOf(ValidationError);
    expect(server.requests).toHaveLength(0);
  });

  it("row 39: any other id is one segment, and reads back (property)", async () => {
    const urls: string[] = [];
    const { orq } = await startRawClient([], {
      baseUrl: "https://api.orq.ai",
      fetch: async (url) => {
        urls.push(url);
        return Response.json(thing);
      },
    });
    const id = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 300 })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
      .filter((text) => text !== "." && text !== ".." && text.length <= 1024 && !/[\u0000-\u001f\u007f]/.test(text));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(id, fc.constantFrom("a/../b", "%2e%2e", "a?x=1", "a#b", "a\\b", "...")),
        async (text) => {
          await thingsOf(orq).call("GET /v2/things/{id}", { params: { path: { id: text } } });
          const { pathname, search, hash } = new URL(urls.at(-1) ?? "");
          const segments = pathname.split("/");
          expect(segments).toHaveLength(4);
          expect(decodeURIComponent(segments[3] ?? "")).toBe(text);
          expect(search + hash).toBe("");
        },
      ),
    );
  });
});

describe("headers", () => {
  const hidden = "hidden-value";

  it.each(["\r\n", "\n", "\0", "\u2028", "\u{1f600}", "\x7f"])(
    "row 40: %j in a value is refused, and not shown",
    async (part) => {
      const { server, orq } = await startRawClient([ok]);
      const value = `${hidden}${part}x: y`;
      for (const options of [{ headers: { "x-trace": value } }, { idempotencyKey: value }]) {
        const error = await failureOf(replace(orq, {}, options));
        expect(error).toBeInstanceOf(ConfigError);
        expect(inspect(error)).not.toContain(hidden);
      }
      expect(() => new Orq({ apiKey, headers: { "x-trace": value } })).toThrow(ConfigError);
      expect(server.requests).toHaveLength(0);
    },
  );

  it("row 40: a name that is none, a value that is no text, an empty idempotency key", async () => {
    const { orq } = await startRawClient([ok]);
    expect(await failureOf(replace(orq, {}, { headers: { "x y": "z" } }))).toBeInstanceOf(ConfigError);
    const number = { headers: { "x-count": 7 as unknown as string } };
    expect(await failureOf(replace(orq, {}, number))).toBeInstanceOf(ConfigError);
    expect(await failureOf(replace(orq, {}, { idempotencyKey: "" }))).toBeInstanceOf(ConfigError);
  });

  it("row 40: every other value arrives as it was, and null leaves a header out (property)", async () => {
    const { server, orq } = await startRawClient([ok], { headers: { "x-client": "1" } });
    const value = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)) });
    await fc.assert(
      fc.asyncProperty(value, async (text) => {
        await retrieve(orq, { headers: { "x-trace": text, "x-client": null } });
        expect(server.requests.at(-1)?.headers["x-trace"]).toBe(text);
        expect(server.requests.at(-1)?.headers["x-client"]).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });
});

describe("bodies", () => {
  const cycle: Record<string, unknown> = {};
  cycle["self"] = { cycle };

  it.each([
    ["NaN", { score: Number.NaN }, "/metadata/score"],
    ["Infinity", [1, Number.POSITIVE_INFINITY], "/metadata/1"],
    ["an invalid Date", { at: new Date("no") }, "/metadata/at"],
    ["a BigInt", { a: [{ b: 1n }] }, "/metadata/a/0/b"],
    ["a cycle", cycle, "/metadata/self/cycle"],
    ["a Map", { "a/b~c": new Map() }, "/metadata/a~1b~0c"],
    ["a Buffer", { a: Buffer.from("a") }, "/metadata/a"],
    ["a stream", { a: new Blob([]).stream() }, "/metadata/a"],
    ["a Set", new Set(), "/metadata"],
    ["bytes", { a: new Uint8Array(2) }, "/metadata/a"],
    ["a symbol", { a: Symbol("s") }, "/metadata/a"],
    ["a function", { a: () => 1 }, "/metadata/a"],
    ["a Promise", { a: Promise.resolve(1) }, "/metadata/a"],
    ["undefined in a list", [undefined], "/metadata/0"],
    ["NaN that toJSON gives", { a: { toJSON: () => ({ b: Number.NaN }) } }, "/metadata/a/b"],
  ])("row 43: %s is refused, with where it is", async (_name, metadata, pointer) => {
    const { server, orq } = await startRawClient([ok]);
    const error = await failureOf(update(orq, { metadata }));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({ code: "VALIDATION", pointer });
    const body = { metadata } as Fields;
    const ofApi = thingsOf(orq).api.PUT("/v2/things/{id}", { params: one, body });
    expect(await failureOf(ofApi)).toMatchObject({ pointer });
    expect(server.requests).toHaveLength(0);
  });

  it("row 43: nesting without an end is refused before the stack is", async () => {
    const { orq } = await startRawClient([ok]);
    const deep = JSON.parse("[".repeat(5_000) + "]".repeat(5_000));
    expect(await failureOf(update(orq, { metadata: deep }))).toBeInstanceOf(ValidationError);
  });

  it("row 43: undefined is left out, null and false stay, a Date and a class of the user's are their JSON", async () => {
    const { server, orq } = await startRawClient([ok]);
    class Point {
      readonly x = 1;
    }
    const metadata = { a: undefined, b: null, c: false, d: new Date(0), e: new Point(), f: Object.create(null), g: "" };
    await update(orq, { name: undefined, metadata });
    expect(server.requests[0]?.body).toBe(
      '{"metadata":{"b":null,"c":false,"d":"1970-01-01T00:00:00.000Z","e":{"x":1},"f":{},"g":""}}',
    );
  });

  it("row 43: whatever JSON a body is, it arrives as it was (property)", async () => {
    const { server, orq } = await startRawClient([ok]);
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (metadata) => {
        await update(orq, { metadata });
        expect(server.requests.at(-1)?.body).toBe(JSON.stringify({ metadata }));
      }),
      { numRuns: 50 },
    );
  });

  it("row 44: a stream is sent once, whatever happens", async () => {
    const stream = (): ReadableStream =>
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode("once"));
          controller.close();
        },
      });
    for (const act of [reset, reply(503, { "retry-after": "0" }), reply(401)]) {
      const { server, orq } = await startRawClient([act, ok], {
        apiKey: ({ refresh }) => (refresh ? "key-two" : "key-one"),
      });
      expect((await failureOf(update(orq, stream()))).attempts).toBe(1);
      expect(server.requests.length).toBeLessThanOrEqual(1);
    }
    const { server, orq } = await startRawClient([reply(307, { location: "/v3" }), ok]);
    expect(await failureOf(update(orq, stream()))).toBeInstanceOf(RedirectError);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.body).toContain("once");
  });

  it("sends an object with a file as a form, and bytes as they are", async () => {
    const { server, orq } = await startRawClient([ok]);
    const file = new File(["content"], "a.txt", { type: "text/plain" });
    await update(orq, { purpose: "x", file, tags: ["a", "b"], meta: { a: 1 }, none: undefined });
    expect(server.requests[0]?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    expect(server.requests[0]?.body).toContain('name="file"; filename="a.txt"');
    await update(orq, new Uint8Array([104, 105]));
    await update(orq, new Blob(["hi"], { type: "audio/mpeg" }));
    await update(orq, new URLSearchParams({ a: "b" }));
    await replace(orq, "a,b" as Fields, { headers: { "Content-Type": "text/csv" } });
    expect(server.requests.slice(1).map(({ headers, body }) => [headers["content-type"], body])).toEqual([
      ["application/octet-stream", "hi"],
      ["audio/mpeg", "hi"],
      ["application/x-www-form-urlencoded;charset=UTF-8", "a=b"],
      ["text/csv", "a,b"],
    ]);
  });
});
