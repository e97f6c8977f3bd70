import { expect, test } from "vitest";
import { canonicalYaml, inCanonicalOrder } from "../../../scripts/document/canonical.ts";
import type { Json, JsonObject } from "../../../scripts/document/json.ts";
import { resolvePointer } from "../../../scripts/document/pointer.ts";
import { walk } from "../../../scripts/document/walk.ts";

test.each<[reference: string, value: Json | undefined]>([
  ["#/a/0", "first"],
  ["#/a/1/b~1c~0d", 1],
  ["#/a/1/b~1c%7E0d", 1],
  ["#/100%", "all"],
  ["#/a/01", undefined],
  ["#/a/-1", undefined],
  ["#/a/length", undefined],
  ["#/constructor", undefined],
  ["#/a/0/b", undefined],
  ["a", undefined],
  ["#a", undefined],
])("%j leads to %j", (reference, value) => {
  expect(resolvePointer({ a: ["first", { "b/c~d": 1 }], "100%": "all" }, reference)).toEqual(value);
});

test("the canonical form has one order, a line for each text, and no aliases", () => {
  const shared = { b: 1, a: [{ d: 1, c: 2 }] };
  const document = {
    components: shared,
    paths: shared,
    "x-z": "word ".repeat(40).trim(),
    externalDocs: {},
    info: { b: "1\n2\n" },
    openapi: "3.1.0",
  };
  expect(canonicalYaml(inCanonicalOrder(document))).toBe(
    `openapi: 3.1.0\ninfo:\n  b: |\n    1\n    2\nexternalDocs: {}\npaths:\n  a:\n    - c: 2\n      d: 1\n  b: 1\nx-z: ${document["x-z"]}\ncomponents:\n  a:\n    - c: 2\n      d: 1\n  b: 1\n`,
  );
});

test("a walk comes by each object of OpenAPI, and takes data for nothing else", () => {
  const schema = { type: "object" };
  const maps = (name: string, value: Json): JsonObject => ({ [name]: { a: value } });
  const media = { schema, encoding: { a: { headers: { a: {} } } }, examples: { a: {} } };
  const parts: JsonObject = {
    ...maps("schemas", {
      ...Object.fromEntries(["allOf", "anyOf", "oneOf", "prefixItems"].map((name) => [name, [schema]])),
      ...Object.fromEntries(
        ["properties", "patternProperties", "dependentSchemas", "$defs"].map((name) => [name, { a: schema }]),
      ),
      ...Object.fromEntries(
        [
          "additionalProperties",
          "unevaluatedProperties",
          "propertyNames",
          "items",
          "unevaluatedItems",
          "contains",
          "contentSchema",
          "if",
          "then",
          "else",
          "not",
        ].map((name) => [name, true]),
      ),
      not: schema,
      discriminator: { propertyName: "a" },
      enum: [schema],
      default: { properties: {} },
    }),
    ...maps("responses", {
      headers: { a: { schema, content: { a: media }, examples: { a: {} } } },
      content: { a: media },
      links: { a: {} },
    }),
    ...maps("parameters", { schema, content: { a: media }, examples: { a: {} } }),
    ...maps("examples", { value: { schema } }),
    ...maps("requestBodies", { content: { a: media } }),
    ...maps("headers", { schema }),
    ...maps("securitySchemes", {}),
    ...maps("links", {}),
    ...maps("callbacks", { "{$request}": { post: {} }, "x-a": {} }),
    ...maps("pathItems", {
      ...Object.fromEntries(["get", "put", "post", "delete", "options", "head", "patch", "trace"].map((m) => [m, {}])),
      parameters: [{}],
      servers: [{}],
    }),
  };
  const operations = {
    get: { parameters: [{}], requestBody: {}, responses: { 200: {} }, callbacks: { a: {} }, tags: [{}] },
  };
  const seen: string[] = [];
  walk({ paths: { "/a~b": operations }, webhooks: { a: {} }, components: parts, info: {} }, (_node, shape, pointer) => {
    seen.push(`${shape} ${pointer}`);
  });
  expect(seen).toMatchInlineSnapshot(`
    [
      "document ",
      "pathItem /paths/~1a~0b",
      "operation /paths/~1a~0b/get",
      "parameter /paths/~1a~0b/get/parameters/0",
      "requestBody /paths/~1a~0b/get/requestBody",
      "response /paths/~1a~0b/get/responses/200",
      "callback /paths/~1a~0b/get/callbacks/a",
      "pathItem /webhooks/a",
      "components /components",
      "schema /components/schemas/a",
      "schema /components/schemas/a/allOf/0",
      "schema /components/schemas/a/anyOf/0",
      "schema /components/schemas/a/oneOf/0",
      "schema /components/schemas/a/prefixItems/0",
      "schema /components/schemas/a/properties/a",
      "schema /components/schemas/a/patternProperties/a",
      "schema /components/schemas/a/dependentSchemas/a",
      "schema /components/schemas/a/$defs/a",
      "schema /components/schemas/a/not",
      "discriminator /components/schemas/a/discriminator",
      "response /components/responses/a",
      "header /components/responses/a/headers/a",
      "schema /components/responses/a/headers/a/schema",
      "mediaType /components/responses/a/headers/a/content/a",
      "schema /components/responses/a/headers/a/content/a/schema",
      "encoding /components/responses/a/headers/a/content/a/encoding/a",
      "header /components/responses/a/headers/a/content/a/encoding/a/headers/a",
      "example /components/responses/a/headers/a/content/a/examples/a",
      "example /components/responses/a/headers/a/examples/a",
      "mediaType /components/responses/a/content/a",
      "schema /components/responses/a/content/a/schema",
      "encoding /components/responses/a/content/a/encoding/a",
      "header /components/responses/a/content/a/encoding/a/headers/a",
      "example /components/responses/a/content/a/examples/a",
      "link /components/responses/a/links/a",
      "parameter /components/parameters/a",
      "schema /components/parameters/a/schema",
      "mediaType /components/parameters/a/content/a",
      "schema /components/parameters/a/content/a/schema",
      "encoding /components/parameters/a/content/a/encoding/a",
      "header /components/parameters/a/content/a/encoding/a/headers/a",
      "example /components/parameters/a/content/a/examples/a",
      "example /components/parameters/a/examples/a",
      "example /components/examples/a",
      "requestBody /components/requestBodies/a",
      "mediaType /components/requestBodies/a/content/a",
      "schema /components/requestBodies/a/content/a/schema",
      "encoding /components/requestBodies/a/content/a/encoding/a",
      "header /components/requestBodies/a/content/a/encoding/a/headers/a",
      "example /components/requestBodies/a/content/a/examples/a",
      "header /components/headers/a",
      "schema /components/headers/a/schema",
      "securityScheme /components/securitySchemes/a",
      "link /components/links/a",
      "callback /components/callbacks/a",
      "pathItem /components/callbacks/a/{$request}",
      "operation /components/callbacks/a/{$request}/post",
      "pathItem /components/pathItems/a",
      "operation /components/pathItems/a/get",
      "operation /components/pathItems/a/put",
      "operation /components/pathItems/a/post",
      "operation /components/pathItems/a/delete",
      "operation /components/pathItems/a/options",
      "operation /components/pathItems/a/head",
      "operation /components/pathItems/a/patch",
      "operation /components/pathItems/a/trace",
      "parameter /components/pathItems/a/parameters/0",
    ]
  `);
});

test("a walk tells of what has another form, and goes on", () => {
  const malformed: string[] = [];
  const document: JsonObject = {
    paths: [],
    components: { schemas: { A: 1, B: true, C: { allOf: {}, properties: [], items: null } }, links: null },
  };
  walk(
    document,
    () => {},
    (pointer, expected) => malformed.push(`${pointer}: ${expected}`),
  );
  expect(malformed).toEqual([
    "/paths: a map",
    "/components/schemas/A: a schema object",
    "/components/schemas/C/allOf: a list",
    "/components/schemas/C/properties: a map",
    "/components/schemas/C/items: a schema object",
    "/components/links: a map",
  ]);
});
