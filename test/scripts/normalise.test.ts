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

test.each(["active", "2026-05-14", "01ARZ3NDEKTSV4RRFFQ69G5FA", 10, null])("a default of %j stays", (value) => {
  const document = withSchema({ type: "string", default: value });
  expect(normalise(document)).toEqual(document);
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
