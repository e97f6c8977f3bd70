import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalYaml, inCanonicalOrder } from "../../scripts/document/canonical.ts";
import type { JsonObject } from "../../scripts/document/json.ts";
import { normalise } from "../../scripts/document/normalise.ts";
import { parseSpec } from "../../scripts/document/parse.ts";

function withSchema(schema: JsonObject): JsonObject {
  return {
    openapi: "3.1.0",
    info: { title: "Test", version: "1" },
    paths: {},
    components: { schemas: { Thing: schema } },
  };
}

test.each([
  "2026-05-14T21:19:47.506Z",
  "2026-05-14T21:19:47+02:00",
  "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  "tool_01M0ARZ3NDEKTSV4RRFFQ69G5F",
  "orq_01kmmwcwte",
  "reasoning_01m0arz3ndektsv4rrffq69g5f",
])("a default of %s is dropped, wherever the schema is", (value) => {
  const schema = { type: "string", default: value };
  const nested = {
    anyOf: [{ items: schema }],
    properties: { a: schema },
    additionalProperties: schema,
    default: value,
  };
  const clean = {
    anyOf: [{ items: { type: "string" } }],
    properties: { a: { type: "string" } },
    additionalProperties: { type: "string" },
  };
  expect(normalise(withSchema(nested))).toEqual(withSchema(clean));
});

test.each([
  "active",
  "2026-05-14",
  "at 2026-05-14T21:19:47Z",
  "2026-05-14T21:19:47Z or later",
  "2026-05-14T21:19",
  "01ARZ3NDEKTSV4RRFFQ69G5FA",
  "81ARZ3NDEKTSV4RRFFQ69G5FAV",
  "01ARZ3NDEKTSV4RRFFQ69G5FAV0",
  "-01ARZ3NDEKTSV4RRFFQ69G5FAV",
  "orq_01kmmwcwt",
  "orq_01kmmwcwte0",
  "orq_11kmmwcwte",
  "1orq_01kmmwcwte",
  10,
  null,
])("a default of %j stays", (value) => {
  const document = withSchema({ type: "string", default: value });
  expect(normalise(document)).toEqual(document);
});

test.each<[given: JsonObject, read: JsonObject]>([
  [{ type: "string", nullable: true }, { type: ["string", "null"] }],
  [
    { type: "string", nullable: true, enum: ["a"] },
    { type: ["string", "null"], enum: ["a", null] },
  ],
  [
    { type: ["string", "null"], nullable: true, enum: ["a", null] },
    { type: ["string", "null"], enum: ["a", null] },
  ],
  [
    { $ref: "#/components/schemas/Other", nullable: true },
    { anyOf: [{ $ref: "#/components/schemas/Other" }, { type: "null" }] },
  ],
  [{ anyOf: [{ type: "string" }], nullable: true }, { anyOf: [{ type: "string" }, { type: "null" }] }],
  [{ oneOf: [{ type: "string" }], nullable: true }, { oneOf: [{ type: "string" }, { type: "null" }] }],
  [
    { type: "object", anyOf: [{ required: ["a"] }], nullable: true },
    { type: ["object", "null"], anyOf: [{ required: ["a"] }] },
  ],
  [{ nullable: true }, {}],
  [{ type: "string", nullable: false }, { type: "string" }],
  [
    { type: "string", nullable: "yes" },
    { type: "string", nullable: "yes" },
  ],
])("%j is read as %j", (given, read) => {
  expect(normalise(withSchema(given))).toEqual(withSchema(read));
});

test("what has no order is sorted: the names that are required, and tags", () => {
  const tags = [
    { name: "b" },
    { name: "a", description: "first" },
    { name: "c" },
    { name: "a", description: "second" },
  ];
  const { tags: sorted, components } = normalise({ ...withSchema({ required: ["b", "c", "a"] }), tags });
  expect(sorted).toEqual([tags[1], tags[3], tags[0], tags[2]]);
  expect(components).toEqual({ schemas: { Thing: { required: ["a", "b", "c"] } } });
  expect(normalise({ ...withSchema({ required: "a" }), tags: "b" })).toMatchObject({
    tags: "b",
    components: { schemas: { Thing: { required: "a" } } },
  });
});

test("the extensions of other generators are dropped, and all others stay", () => {
  const dropped = [
    "x-speakeasy-name",
    "X-Speakeasy-Ignore",
    "x-cli-name",
    "x-codeSamples",
    "x-code-samples",
    "x-enumNames",
  ];
  const kept = ["x-orq", "x-speakeasy", "x-clients", "x-codeSample", "x-codeSamples2", "my-x-enum", "max-x-cli-a"];
  const given = Object.fromEntries([...dropped, ...kept].map((name) => [name, 1]));
  const read = Object.fromEntries(kept.map((name) => [name, 1]));
  expect(normalise({ ...withSchema({ type: "string", ...given }), ...given })).toEqual({
    ...withSchema({ type: "string", ...read }),
    ...read,
  });
});

test("a property that is named default stays, and so does an example", () => {
  const volatile = "2026-05-14T21:19:47.506Z";
  const document = withSchema({
    type: "object",
    properties: { default: { type: "string" } },
    example: { default: volatile },
    enum: [{ default: volatile }],
  });
  expect(normalise(document)).toEqual(document);
});

test("the canonical form says the same as the document, in one order", () => {
  const name = fc.stringMatching(/^[a-z_$#:' -]{1,8}$/);
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.string({ unit: "binary" }).map((text) => text.replace(/(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, "?")),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      tie("list"),
      tie("map"),
    ),
    list: fc.array(tie("value"), { maxLength: 4 }),
    map: fc.dictionary(name, tie("value"), { maxKeys: 4 }),
  }));
  fc.assert(
    fc.property(value, (example) => {
      const document = { ...withSchema({}), "x-data": example } as JsonObject;
      const text = canonicalYaml(inCanonicalOrder(document));
      expect(parseSpec(text, "test")).toEqual(document);
      expect(canonicalYaml(inCanonicalOrder(Object.fromEntries(Object.entries(document).reverse())))).toBe(text);
    }),
  );
});
