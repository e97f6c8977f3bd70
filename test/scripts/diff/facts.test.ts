import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../scripts/document/json.ts";
import { answering, type Case, json, ok, runCases } from "./specs.ts";

const field = (schema: JsonObject): JsonObject => ({
  type: "object",
  properties: { a: { type: "string", ...schema } },
});
const body = "request body .a:";

const constraints: readonly Case[] = [
  ["default changed", field({ default: "x" }), field({ default: "y" }), [`compatible ${body} default was "x", is "y"`]],
  ["default gone", field({ default: "x" }), field({}), [`compatible ${body} default "x" is gone`]],
  ["format new", field({}), field({ format: "email" }), [`breaking ${body} format "email" is new`]],
  ["format gone", field({ format: "email" }), field({}), [`compatible ${body} format "email" is gone`]],
  ["format that is a note", field({}), field({ format: "password" }), [`compatible ${body} format "password" is new`]],
  [
    "format wider",
    field({ type: "integer", format: "int32" }),
    field({ type: "integer", format: "int64" }),
    [`compatible ${body} format was "int32", is "int64"`],
  ],
  [
    "format narrower",
    field({ type: "integer", format: "int64" }),
    field({ type: "integer", format: "int32" }),
    [`breaking ${body} format was "int64", is "int32"`],
  ],
  ["longer allowed", field({ maxLength: 5 }), field({ maxLength: 9 }), [`compatible ${body} maxLength was 5, is 9`]],
  ["longer refused", field({ maxLength: 9 }), field({ maxLength: 5 }), [`breaking ${body} maxLength was 9, is 5`]],
  ["shorter refused", field({}), field({ minLength: 1 }), [`breaking ${body} minLength 1 is new`]],
  ["a bound that is none", field({}), field({ minLength: 0 }), []],
  [
    "range narrower",
    field({ type: "number", minimum: -5 }),
    field({ type: "number", minimum: 0 }),
    [`breaking ${body} minimum was -5, is 0`],
  ],
  [
    "range wider",
    field({ type: "number", exclusiveMaximum: 5 }),
    field({ type: "number" }),
    [`compatible ${body} exclusiveMaximum 5 is gone`],
  ],
  [
    "pattern changed",
    field({ pattern: "^a" }),
    field({ pattern: "^b" }),
    [`breaking ${body} pattern was "^a", is "^b"`],
  ],
  ["pattern gone", field({ pattern: "^a" }), field({}), [`compatible ${body} pattern "^a" is gone`]],
  [
    "whole numbers alone",
    field({ type: "number" }),
    field({ type: "integer" }),
    [`breaking ${body} was number, is integer`],
  ],
  [
    "fractions too",
    field({ type: "integer" }),
    field({ type: "number" }),
    [`compatible ${body} was integer, is number`],
  ],
  [
    "coarser steps",
    field({ type: "number", multipleOf: 5 }),
    field({ type: "number", multipleOf: 10 }),
    [`breaking ${body} multipleOf was 5, is 10`],
  ],
  [
    "finer steps",
    field({ type: "number", multipleOf: 10 }),
    field({ type: "number", multipleOf: 5 }),
    [`compatible ${body} multipleOf was 10, is 5`],
  ],
  ["deprecated", field({}), field({ deprecated: true }), [`compatible ${body} is deprecated now`]],
  [
    "several at one place",
    field({ maxLength: 5, minLength: 2 }),
    field({ maxLength: 4, pattern: "^a" }),
    [
      `breaking ${body} maxLength was 5, is 4`,
      `breaking ${body} pattern "^a" is new`,
      `compatible ${body} minLength 2 is gone`,
    ],
  ],
  [
    "a keyword that nobody knows",
    field({}),
    field({ contentEncoding: "base64" }),
    [`compatible ${body} contentEncoding "base64" is new`],
  ],
  [
    "words",
    field({ title: "A", description: "x", example: "x" }),
    field({ title: "B", description: "y", "x-note": 1 }),
    [],
  ],
  ["order", field({ enum: ["x", "y"] }), field({ enum: ["y", "x"] }), []],
];

describe("what types do not show, in a request", async () => {
  const found = await runCases(constraints, (schema) => ({ requestBody: json(schema), ...ok }));
  test.for(constraints)("%s", ([name, , , expected]) => {
    expect(found.get(name)).toEqual(expected);
  });
});

describe("what types do not show, in a response", async () => {
  const found = await runCases(constraints, (schema) => answering({ 200: json(schema) }));
  test.for(constraints)("%s breaks nobody", ([name, , , expected]) => {
    const lines = found.get(name) ?? [];
    expect(lines.length > 0).toBe(expected.length > 0);
    expect(lines.every((line) => line.startsWith("compatible response 200 .a:"))).toBe(true);
  });
});

const list: JsonObject = { name: "tags", in: "query", schema: { type: "array", items: { type: "string" } } };
const word: JsonObject = { name: "word", in: "query", schema: { type: "string" } };
const parameters: readonly Case[] = [
  ["explode written out", list, { ...list, explode: true, style: "form" }, []],
  ["explode", list, { ...list, explode: false }, ["breaking request query .tags: explode was true, is false"]],
  [
    "style",
    list,
    { ...list, style: "pipeDelimited", explode: true },
    ['breaking request query .tags: style was "form", is "pipeDelimited"'],
  ],
  ["style of a single value", word, { ...word, explode: false }, []],
  ["required", word, { ...word, required: true }, ["breaking request query .word: is required now"]],
  ["deprecated", word, { ...word, deprecated: true }, ["compatible request query .word: is deprecated now"]],
  [
    "another place",
    word,
    { ...word, in: "header" },
    [
      "breaking request query .word: is gone: was string",
      "compatible request header .word: is new and optional: string",
    ],
  ],
  [
    "bound",
    word,
    { ...word, schema: { type: "string", maxLength: 3 } },
    ["breaking request query .word: maxLength 3 is new"],
  ],
];

describe("parameters", async () => {
  const found = await runCases(parameters, (parameter) => ({ parameters: [parameter], ...ok }));
  test.for(parameters)("%s", ([name, , , expected]) => {
    expect(found.get(name)).toEqual(expected);
  });
});

test("a schema that refers to itself, with a default beside the reference, is compared once", async () => {
  const reference: JsonObject = { $ref: "#/components/schemas/Tree", default: {} };
  const tree = (maxLength: number): JsonObject => ({
    schemas: { Tree: { type: "object", properties: { name: { type: "string", maxLength }, left: reference } } },
  });
  const cases: readonly Case[] = [["tree", reference, reference, []]];
  const found = await runCases(cases, (schema) => ({ requestBody: json(schema), ...ok }), [tree(9), tree(5)]);
  expect(found.get("tree")).toEqual(["breaking request body .name: maxLength was 9, is 5"]);
});

test("each place of a tuple is compared", async () => {
  const tuple = (maxLength: number): JsonObject => ({
    type: "array",
    prefixItems: [{ type: "number" }, { type: "string", maxLength }],
  });
  const cases: readonly Case[] = [["tuple", tuple(9), tuple(5), []]];
  const found = await runCases(cases, (schema) => ({ requestBody: json(schema), ...ok }));
  expect(found.get("tuple")).toEqual(["breaking request body [1]: maxLength was 9, is 5"]);
});

const text = (rest: JsonObject = {}): JsonObject => ({ type: "string", ...rest });
const nothing: JsonObject = { type: "null" };
const union = (...anyOf: JsonObject[]): JsonObject => ({ anyOf });
const inUnions: readonly Case[] = [
  [
    "a plain schema becomes a member",
    text(),
    union(text({ pattern: "^a" }), nothing),
    ['breaking request body: pattern "^a" is new', "compatible request body: takes null as well"],
  ],
  [
    "a member becomes a plain schema",
    { oneOf: [text({ maxLength: 9 }), { type: "number" }] },
    text({ maxLength: 5 }),
    ["breaking request body: no longer takes number", "breaking request body: maxLength was 9, is 5"],
  ],
  [
    "null beside it or in its type",
    { type: ["string", "null"], maxLength: 5 },
    union(nothing, text({ maxLength: 5 })),
    [],
  ],
  [
    "one more kind of string refuses nothing",
    text(),
    union(text(), text({ format: "uuid" })),
    ['compatible request body: format "uuid" is new'],
  ],
  [
    "the kind of string that took all is gone",
    union(text({ format: "uuid" }), text()),
    text({ format: "uuid" }),
    ['breaking request body: format "uuid" is new'],
  ],
  [
    "what all members share is said once",
    { oneOf: [{ properties: { a: text() } }, { properties: { b: text() } }], default: 1 },
    { oneOf: [{ properties: { a: text() } }, { properties: { b: text() } }], default: 2 },
    ["compatible request body: default was 1, is 2"],
  ],
  [
    "what one member has is said of it",
    union({ properties: { a: text() }, minProperties: 1 }, { properties: { b: text() } }),
    union({ properties: { a: text() }, minProperties: 2 }, { properties: { b: text() } }),
    ["breaking request body {with a}: minProperties was 1, is 2"],
  ],
  [
    "deprecated inside allOf",
    { properties: { a: text() } },
    { properties: { a: { allOf: [text(), { deprecated: true }] } } },
    ["compatible request body .a: is deprecated now"],
  ],
  [
    "bounds inside allOf count together",
    { allOf: [text({ maxLength: 5 }), { maxLength: 9 }] },
    { allOf: [text({ maxLength: 5 }), { maxLength: 7 }] },
    [],
  ],
  [
    "two patterns count both",
    { allOf: [text({ pattern: "^a" }), { pattern: "b$" }] },
    { allOf: [text({ pattern: "^a" }), { pattern: "c$" }] },
    ['breaking request body: pattern was ["^a","b$"], is ["^a","c$"]'],
  ],
];

describe("keywords in unions and in allOf", async () => {
  const found = await runCases(inUnions, (schema) => ({ requestBody: json(schema), ...ok }));
  test.for(inUnions)("%s", ([name, , , expected]) => {
    expect(found.get(name)?.toSorted()).toEqual(expected.toSorted());
  });
});

test("a new pattern of a path parameter that becomes a member of a union breaks", async () => {
  const cases: readonly Case[] = [["id", text(), union(text({ pattern: "^a" })), []]];
  const id = (schema: JsonObject): JsonObject => ({ name: "id", in: "path", required: true, schema });
  const found = await runCases(cases, (schema) => ({ parameters: [id(schema)], ...ok }));
  expect(found.get("id")).toEqual(['breaking request path .id: pattern "^a" is new']);
});

test("a schema of very many parts is compared in bounded time", async () => {
  const doubled = (maxLength: number): JsonObject => ({
    schemas: Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => {
        const next = { $ref: `#/components/schemas/S${index + 1}`, default: {} };
        return [`S${index}`, index === 39 ? text({ maxLength }) : { allOf: [next, { ...next }] }];
      }),
    ),
  });
  const start: JsonObject = { $ref: "#/components/schemas/S30" };
  const found = await runCases([["deep", start, start, []]], (schema) => ({ requestBody: json(schema), ...ok }), [
    doubled(9),
    doubled(5),
  ]);
  expect(found.get("deep")).toEqual(["breaking request body: maxLength was 9, is 5"]);
});
