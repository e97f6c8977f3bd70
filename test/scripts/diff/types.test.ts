import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../scripts/document/json.ts";
import { answering, type Case, json, ok, runCases } from "./specs.ts";

const string: JsonObject = { type: "string" };
const number: JsonObject = { type: "number" };
const values = (...names: string[]): JsonObject => ({ type: "string", enum: names });
const object = (properties: JsonObject, ...required: string[]): JsonObject => ({
  type: "object",
  properties,
  required,
});
const array = (items: JsonObject): JsonObject => ({ type: "array", items });
const map = (schema: JsonObject): JsonObject => ({ type: "object", additionalProperties: schema });
const named = (kind: string, rest: JsonObject = {}): JsonObject => object({ kind: values(kind), ...rest }, "kind");
const anyOf = (...branches: JsonObject[]): JsonObject => ({ anyOf: branches });
const holding = (schema: JsonObject): JsonObject => object({ value: schema }, "value");
const nullable: JsonObject = { type: ["string", "null"] };

const inRequest: readonly Case[] = [
  ["the same", object({ a: string }), object({ a: string }), []],
  [
    "new optional field",
    object({ a: string }),
    object({ a: string, b: number }),
    ["compatible request body .b: is new and optional: number"],
  ],
  [
    "new required field",
    object({ a: string }),
    object({ a: string, b: number }, "b"),
    ["breaking request body .b: is new and required: number"],
  ],
  [
    "field gone",
    object({ a: string, b: number }),
    object({ a: string }),
    ["breaking request body .b: is gone: was number"],
  ],
  [
    "field required now",
    object({ a: string }),
    object({ a: string }, "a"),
    ["breaking request body .a: is required now"],
  ],
  [
    "field optional now",
    object({ a: string }, "a"),
    object({ a: string }),
    ["compatible request body .a: is optional now"],
  ],
  ["another type", holding(string), holding(number), ["breaking request body .value: was string, is number"]],
  [
    "value gone",
    holding(values("a", "b")),
    holding(values("a")),
    ['breaking request body .value: no longer takes "b"'],
  ],
  ["value new", holding(values("a")), holding(values("a", "b")), ['compatible request body .value: takes "b" as well']],
  ["null gone", holding(nullable), holding(string), ["breaking request body .value: no longer takes null"]],
  ["null new", holding(string), holding(nullable), ["compatible request body .value: takes null as well"]],
  [
    "an enum becomes any string",
    holding(values("a")),
    holding(string),
    ['compatible request body .value: was "a", is string'],
  ],
  [
    "any string becomes an enum",
    holding(string),
    holding(values("a")),
    ['breaking request body .value: was string, is "a"'],
  ],
  ["anything becomes a string", holding({}), holding(string), ["breaking request body .value: was unknown, is string"]],
  [
    "a string becomes anything",
    holding(string),
    holding({}),
    ["compatible request body .value: was string, is unknown"],
  ],
  [
    "inside an array",
    array(object({ a: string })),
    array(object({ a: number })),
    ["breaking request body [].a: was string, is number"],
  ],
  [
    "inside a map",
    map(object({ a: string })),
    map(object({ a: number })),
    ["breaking request body [*].a: was string, is number"],
  ],
  [
    "an open object closes",
    map({}),
    object({ a: string }),
    [
      "breaking request body: has only the declared fields now",
      "compatible request body .a: is new and optional: string",
    ],
  ],
  [
    "a closed object opens",
    object({ a: string }),
    { ...object({ a: string }), additionalProperties: true },
    ["compatible request body: may have other fields than those declared"],
  ],
  [
    "a key that is no name",
    object({ "a-b": string }),
    object({ "a-b": number }),
    ['breaking request body ["a-b"]: was string, is number'],
  ],
  [
    "an alternative gone",
    anyOf(named("x"), named("y", { a: string })),
    anyOf(named("x")),
    ['breaking request body: no longer takes { kind: "y"; a?: string }'],
  ],
  [
    "an alternative new",
    anyOf(named("x")),
    anyOf(named("x"), named("y")),
    ['compatible request body: takes { kind: "y" } as well'],
  ],
  [
    "an alternative changed",
    anyOf(named("x", { a: string }), named("y", { a: string })),
    anyOf(named("y", { a: number }), named("x", { a: string })),
    ['breaking request body {kind: "y"}.a: was string, is number'],
  ],
  [
    "a tuple",
    { type: "array", prefixItems: [string] },
    { type: "array", prefixItems: [number] },
    ["breaking request body [0]: was string, is number"],
  ],
  [
    "all of",
    { allOf: [object({ a: string }), object({ b: string })] },
    { allOf: [object({ a: string }), object({ b: number })] },
    ["breaking request body .b: was string, is number"],
  ],
];

const inResponse: readonly Case[] = [
  ["the same", object({ a: string }), object({ a: string }), []],
  [
    "field new",
    object({ a: string }),
    object({ a: string, b: number }),
    ["compatible response 200 .b: is new: number"],
  ],
  [
    "field gone",
    object({ a: string, b: number }),
    object({ a: string }),
    ["breaking response 200 .b: is gone: was number"],
  ],
  [
    "field may be missing",
    object({ a: string }, "a"),
    object({ a: string }),
    ["breaking response 200 .a: may be missing now"],
  ],
  [
    "field always there",
    object({ a: string }),
    object({ a: string }, "a"),
    ["compatible response 200 .a: is always there now"],
  ],
  ["value new", holding(values("a")), holding(values("a", "b")), ['breaking response 200 .value: may be "b" as well']],
  [
    "value gone",
    holding(values("a", "b")),
    holding(values("a")),
    ['breaking response 200 .value: is never "b" any more'],
  ],
  ["null new", holding(string), holding(nullable), ["breaking response 200 .value: may be null as well"]],
  ["null gone", holding(nullable), holding(string), ["compatible response 200 .value: is never null any more"]],
  [
    "any string becomes an enum",
    holding(string),
    holding(values("a")),
    ['compatible response 200 .value: was string, is "a"'],
  ],
  [
    "an enum becomes any string",
    holding(values("a")),
    holding(string),
    ['breaking response 200 .value: was "a", is string'],
  ],
  ["a string becomes anything", holding(string), holding({}), ["breaking response 200 .value: was string, is unknown"]],
  [
    "wrapped",
    object({ id: string }, "id"),
    object({ pet: object({ id: string }, "id") }),
    ["breaking response 200: was { id: string }, is { pet?: {…} }"],
  ],
  [
    "an alternative new",
    anyOf(named("x")),
    anyOf(named("x"), named("y")),
    ['breaking response 200: may be { kind: "y" } as well'],
  ],
  [
    "an alternative gone",
    anyOf(named("x"), named("y")),
    anyOf(named("x")),
    ['breaking response 200: is never { kind: "y" } any more'],
  ],
  [
    "a map loses its fields' names",
    object({ a: string }),
    map({}),
    [
      "breaking response 200 .a: is no longer declared: was string",
      "compatible response 200: may have other fields than those declared",
    ],
  ],
  [
    "bytes",
    { type: "string" },
    { type: "object", properties: { a: string } },
    ["breaking response 200: was string, is { a?: string }"],
  ],
];

describe("a request body", async () => {
  const found = await runCases(inRequest, (schema) => ({ requestBody: { required: true, ...json(schema) }, ...ok }));
  test.for(inRequest)("%s", ([name, , , expected]) => {
    expect(found.get(name)).toEqual(expected);
  });
});

describe("a response", async () => {
  const found = await runCases(inResponse, (schema) => answering({ 200: json(schema) }));
  test.for(inResponse)("%s", ([name, , , expected]) => {
    expect(found.get(name)).toEqual(expected);
  });
});

describe("a shared schema that refers to itself", async () => {
  const tree = (value: JsonObject): JsonObject => ({
    schemas: { Tree: object({ value, branches: array({ $ref: "#/components/schemas/Tree" }) }, "value") },
  });
  const reference: JsonObject = { $ref: "#/components/schemas/Tree" };
  const cases: readonly Case[] = [["recursive", reference, reference, []]];
  test("is compared once", async () => {
    const operation = (schema: JsonObject): JsonObject => answering({ 200: json(schema) });
    const found = await runCases(cases, operation, [tree(string), tree(number)]);
    expect(found.get("recursive")).toEqual(["breaking response 200 .value: was string, is number"]);
  });
});

describe("every place of a shared schema", async () => {
  const user = (value: JsonObject): JsonObject => ({ schemas: { User: object({ name: value }, "name") } });
  const reference: JsonObject = { $ref: "#/components/schemas/User" };
  const twice = object({ created_by: reference, updated_by: reference, owners: array(reference) });
  const cases: readonly Case[] = [["twice", twice, twice, []]];
  const places = (part: string, message: string): string[] =>
    [".created_by.name", ".updated_by.name", ".owners[].name"].map((place) => `${part} ${place}: ${message}`);

  test("is reported by the compiler's judge", async () => {
    const found = await runCases(cases, (schema) => answering({ 200: json(schema) }), [user(string), user(nullable)]);
    expect(found.get("twice")).toEqual(places("breaking response 200", "may be null as well"));
  });

  test("is reported by the judge of keywords", async () => {
    const long = { ...string, maxLength: 5 };
    const found = await runCases(cases, (schema) => ({ requestBody: json(schema), ...ok }), [user(string), user(long)]);
    expect(found.get("twice")).toEqual(places("breaking request body", "maxLength 5 is new"));
  });

  test("also where schemas that refer to each other are entered twice", async () => {
    const pair = (value: JsonObject): JsonObject => ({
      schemas: {
        A: object({ b: { $ref: "#/components/schemas/B" } }),
        B: object({ a: { $ref: "#/components/schemas/A" }, value }),
      },
    });
    const both = object({ first: { $ref: "#/components/schemas/A" }, second: { $ref: "#/components/schemas/B" } });
    const found = await runCases([["both", both, both, []]], (schema) => ({ requestBody: json(schema), ...ok }), [
      pair(string),
      pair(number),
    ]);
    expect(found.get("both")).toEqual([
      "breaking request body .first.b.value: was string, is number",
      "breaking request body .second.value: was string, is number",
    ]);
  });

  test("up to a bound: few schemas can make very many places", async () => {
    const chain = (value: JsonObject): JsonObject => ({
      schemas: Object.fromEntries(
        Array.from({ length: 30 }, (_, index) => {
          const next = index === 29 ? value : { $ref: `#/components/schemas/S${index + 1}` };
          return [`S${index}`, object({ left: next, right: next })];
        }),
      ),
    });
    const start: JsonObject = { $ref: "#/components/schemas/S0" };
    const found = await runCases([["chain", start, start, []]], (schema) => ({ requestBody: json(schema), ...ok }), [
      chain(string),
      chain(number),
    ]);
    expect(found.get("chain")?.length).toBeGreaterThan(50);
    expect(found.get("chain")?.length).toBeLessThan(1_000);
  });
});

describe("the member of a union that a place lies in", async () => {
  const list = (...members: JsonObject[]): JsonObject => object({ data: array(anyOf(...members)) });
  const of = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
  const cases: readonly Case[] = [
    [
      "by its discriminator",
      list(named("x", { a: string }), named("y", { a: string })),
      list(named("x", { a: string }), named("y", { a: number })),
      ['breaking request body .data[]{kind: "y"}.a: was string, is number'],
    ],
    [
      "by its few values",
      list(object({ kind: values("x", "z"), a: string }), object({ kind: values("y"), a: string })),
      list(object({ kind: values("x", "z"), a: number }), object({ kind: values("y"), a: string })),
      ['breaking request body .data[]{kind: "x" | "z"}.a: was string, is number'],
    ],
    [
      "by its component",
      list(of("Cat"), of("Dog")),
      list(of("Cat"), of("Dog")),
      ["compatible request body .data[]{Cat}.a: was string, is number"],
    ],
    [
      "by a field that it alone has",
      list(object({ a: string, b: string }), object({ a: string, c: string, d: string })),
      list(object({ a: string, b: string }), object({ a: number, c: string, d: string })),
      ["compatible request body .data[]{with c}.a: was string, is number"],
    ],
    [
      "by its position, in the order of their texts",
      list(object({ a: string }), object({ a: number })),
      list(object({ a: string }), object({ a: { type: "boolean" } })),
      ["breaking request body .data[]{1 of 2}.a: was number, is boolean"],
    ],
    [
      "not if it is the only object",
      list(object({ a: string }), string),
      list(object({ a: number }), string),
      ["breaking request body .data[].a: was string, is number"],
    ],
  ];
  const pets = (a: JsonObject): JsonObject => ({ schemas: { Cat: object({ a }), Dog: object({ a: string }) } });
  const found = await runCases(cases, (schema) => ({ requestBody: json(schema), ...ok }), [pets(string), pets(number)]);
  test.for(cases)("%s", ([name, , , expected]) => {
    expect(found.get(name)).toEqual(expected);
  });
});
