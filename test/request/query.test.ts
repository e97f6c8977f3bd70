import { ValidationError } from "orq-client";
import { describe, expect, test } from "vitest";
import { ok, reply } from "../support/acts.ts";
import { by, roads, startThings } from "../support/plain-call.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";

const list = "GET /v2/things";

/** A query as names and values, in the order in which they are sent. */
function sent(path: string | undefined): [string, string][] {
  return [...new URLSearchParams(path?.split("?")[1] ?? "")];
}

describe.each(roads)("a query, by %s", (road) => {
  async function pathOf(query: object): Promise<string | undefined> {
    const { server, things } = await startThings([ok]);
    await by(road, things, list, { params: { query } });
    return server.requests[0]?.path;
  }

  test("a list repeats its name, and what is undefined or null is left out", async () => {
    const query = { q: "a b", tags: ["x", "y"], none: undefined, nothing: null, limit: 0, flag: false };
    expect(sent(await pathOf(query))).toEqual([
      ["q", "a b"],
      ["tags", "x"],
      ["tags", "y"],
      ["limit", "0"],
      ["flag", "false"],
    ]);
  });

  test.each(["a b", "a&b=c", "a#b", "a?b", "a+b", "é", "a%b", "filter[x]", "a=b"])(
    "the name %j is percent-encoded, and reads back",
    async (name) => {
      const path = await pathOf({ [name]: "1&x=2" });
      expect(sent(path)).toEqual([[name, "1&x=2"]]);
      expect(path?.split("?")).toHaveLength(2);
      expect(path).not.toContain(" ");
    },
  );

  test("so is the name of a field within", async () => {
    expect(sent(await pathOf({ filter_by: { "a&b": ["1", "2"], c: { "d=e": "3" } } }))).toEqual([
      ["filter_by.a&b", "1"],
      ["filter_by.a&b", "2"],
      ["filter_by.c.d=e", "3"],
    ]);
  });

  test("an object is sent with dotted names, and none of its fields is lost", async () => {
    const filter_by = { tags: ["a", "b"], name: "x", none: undefined, range: { from: 1, to: 2 } };
    expect(sent(await pathOf({ q: "y", filter_by, limit: 3 }))).toEqual([
      ["q", "y"],
      ["filter_by.tags", "a"],
      ["filter_by.tags", "b"],
      ["filter_by.name", "x"],
      ["filter_by.range.from", "1"],
      ["filter_by.range.to", "2"],
      ["limit", "3"],
    ]);
  });

  test("an object without fields, and a list without items, are nothing", async () => {
    expect(await pathOf({ filter_by: {}, tags: [] })).toBe("/v2/things");
  });

  test("an object without a prototype is an object", async () => {
    const filter_by = Object.assign(Object.create(null), { name: "x" });
    expect(sent(await pathOf({ filter_by }))).toEqual([["filter_by.name", "x"]]);
  });

  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;
  let deep: unknown = "x";
  for (let level = 0; level < 100_000; level += 1) deep = { a: deep };

  const refused: readonly (readonly [string, unknown])[] = [
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["a function", () => 1],
    ["a symbol", Symbol("s")],
    ["half of a surrogate pair", "a\ud800"],
    ["the other half", "\udc00b"],
    ["a Date", new Date(0)],
    ["a Map", new Map()],
    ["bytes", new Uint8Array(1)],
  ];

  test.each(refused)("%s is refused, with the name of its parameter, at any depth", async (_name, value) => {
    const { server, things } = await startThings([ok]);
    const places: readonly (readonly [object, string])[] = [
      [{ limit: value }, "limit"],
      [{ tags: ["a", value] }, "tags"],
      [{ filter_by: { score: value } }, "filter_by.score"],
      [{ filter_by: { tags: ["a", value] } }, "filter_by.tags"],
      [{ filter_by: { range: { from: value } } }, "filter_by.range.from"],
    ];
    for (const [query, name] of places) {
      const error = await failureOf(by(road, things, list, { params: { query } }));
      expect(error).toBeInstanceOf(ValidationError);
      expect(error.message).toContain(`"${name}"`);
    }
    expect(server.requests).toHaveLength(0);
  });

  test.each<[value: unknown, problem: string]>([
    [Number.NaN, "NaN"],
    [() => 1, "a function"],
    [Symbol("s"), "a symbol"],
    ["a\ud800", "not well-formed Unicode: it has half of a surrogate pair"],
    [new Date(0), "an object that has no plain text"],
    [[{ a: 1 }], "a list that holds more than plain values"],
    [[["a"]], "a list that holds more than plain values"],
  ])("%o is refused with a line that says why", async (value, problem) => {
    const { things } = await startThings([ok]);
    const error = await failureOf(by(road, things, list, { params: { query: { q: value } } }));
    expect(error.message).toBe(`the query parameter "q" is ${problem}`);
  });

  test("eight levels are sent, and nine are not", async () => {
    const levels = (depth: number): unknown => (depth === 0 ? [null, "x", undefined] : { a: levels(depth - 1) });
    expect(sent(await pathOf({ q: levels(7) }))).toEqual([["q.a.a.a.a.a.a.a", "x"]]);
    const { things } = await startThings([ok]);
    const error = await failureOf(by(road, things, list, { params: { query: { q: levels(8) } } }));
    expect(error.message).toBe('the query parameter "q.a.a.a.a.a.a.a.a" is nested deeper than 8 levels');
  });

  test("a name with half of a surrogate pair is refused", async () => {
    const { server, things } = await startThings([ok]);
    for (const query of [{ "a\ud800": "1" }, { filter_by: { "a\ud800": "1" } }]) {
      expect(await failureOf(by(road, things, list, { params: { query } }))).toBeInstanceOf(ValidationError);
    }
    expect(server.requests).toHaveLength(0);
  });

  test.each([
    ["an object that holds itself", cycle],
    ["an object without an end", deep],
  ])("%s is refused before the stack is", async (_name, filter_by) => {
    const { server, things } = await startThings([ok]);
    const error = await failureOf(by(road, things, list, { params: { query: { filter_by } } }));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain("filter_by");
    expect(error.message.length).toBeLessThan(1_000);
    expect(server.requests).toHaveLength(0);
  });
});

describe("the list of a resource", () => {
  const page = reply(200, {}, { object: "list", data: [], has_more: false });

  test("sends its filter in the dotted form", async () => {
    const { server, orq } = await startRawClient([page]);
    await orq.identities.list({ limit: 2, filter_by: { tags: ["a", "b"] } });
    expect(sent(server.requests[0]?.path)).toEqual([
      ["limit", "2"],
      ["filter_by.tags", "a"],
      ["filter_by.tags", "b"],
    ]);
  });

  test("does not lose the other fields of its filter", async () => {
    const { server, orq } = await startRawClient([page]);
    const filter_by = { tags: ["a"], name: "x" } as { tags: string[] };
    await orq.identities.list({ filter_by });
    expect(sent(server.requests[0]?.path)).toEqual([
      ["filter_by.tags", "a"],
      ["filter_by.name", "x"],
    ]);
  });

  test("refuses what no URL can hold", async () => {
    const { server, orq } = await startRawClient([page]);
    const filter_by = { tags: [Number.NaN as unknown as string] };
    expect((await failureOf(orq.identities.list({ filter_by }))).message).toContain('"filter_by.tags"');
    expect(server.requests).toHaveLength(0);
  });
});
