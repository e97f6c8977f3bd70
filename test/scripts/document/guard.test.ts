import { describe, expect, test } from "vitest";
import { guard } from "../../../scripts/document/guard.ts";
import type { Json, JsonObject } from "../../../scripts/document/json.ts";
import { documentOf, documentWith, operation } from "../../support/documents.ts";

describe("the guard", () => {
  const guarded = (more: JsonObject): void => guard(documentWith("get", "/x", more), "the spec");
  const get = (more: JsonObject): JsonObject => ({ paths: { "/x": { get: operation(more) } } });
  const schema = (more: Json): JsonObject => ({ components: { schemas: { Thing: {}, Bad: more } } });
  const long = "a".repeat(200);

  test.each<[more: JsonObject, says: string]>([
    [get({ operationId: 1 }), "the spec: /paths/~1x/get: operationId must be a string"],
    [get({ tags: [1] }), "/paths/~1x/get: tags must be a list of strings"],
    [get({ tags: ["a\u200b"] }), 'the name "a\\u{200b}" holds a character that cannot be seen'],
    [get({ tags: ["\uff41", "a"] }), 'the names "\\u{ff41}" and "a" look the same'],
    [get({ operationId: "\u03b1a" }), 'the name "\\u{3b1}a" mixes Latin letters with letters that look like them'],
    [get({ parameters: [{ in: "query" }] }), 'a parameter needs a name, and its "in" must be one of query, header'],
    [get({ parameters: [{ name: "a", in: "body" }] }), "must be one of query, header, path, cookie"],
    [{ paths: { "/x": { get: operation() }, x: {} } }, 'the path "x" must begin with a slash'],
    [{ paths: { "/x": { get: operation() }, "x/y": {} } }, 'the spec: /: the path "x/y" must begin with a slash'],
    [{ paths: { "/a b": { get: operation() } } }, 'the path "/a b" must begin with a slash and hold no white space'],
    [
      { paths: { "/\u200b": { get: operation() } } },
      'the spec: /: the name "/\\u{200b}" holds a character that cannot',
    ],
    [schema({ properties: { "\u0430b": {} } }), 'the name "\\u{430}b" mixes Latin letters'],
    [get({ parameters: [{ name: "\u00ada", in: "query" }] }), 'the name "\\u{ad}a" holds a character'],
    [get({ responses: null }), "/paths/~1x/get: an operation needs responses"],
    [get({ tags: ["a", 1] }), "tags must be a list of strings"],
    [schema({ required: ["a", 1] }), "required must be a list of strings"],
    [schema({ enum: "a" }), "enum must be a list"],
    [schema({ $ref: 5 }), "/components/schemas/Bad: $ref must be a string"],
    [schema({ discriminator: { mapping: {} } }), "a discriminator needs a propertyName"],
    [schema({ discriminator: { propertyName: "a", mapping: { a: 1 } } }), "a mapping must hold strings"],
    [
      schema({ discriminator: { propertyName: "a", mapping: { "b/c": `./${long}` } } }),
      `/Bad/discriminator/mapping/b~1c: "./${"a".repeat(98)}" points outside the document`,
    ],
    [
      { components: { schemas: { Thing: {}, [`${long} `]: {} } } },
      `/components/schemas: "${"a".repeat(100)}" is not a valid component name`,
    ],
    [{ paths: {} }, "the spec: /paths: the document has no operations"],
    [schema({ enum: ["\u0430b"] }), 'the name "\\u{430}b" mixes Latin letters'],
    [schema({ enum: ["\ufb01", "fi"] }), 'the names "\\u{fb01}" and "fi" look the same'],
    [schema({ type: ["string", "evil"] }), "type must be one of array, boolean, integer, null, number, object, string"],
    [schema({ required: [1] }), "required must be a list of strings"],
    [schema({ const: 2 ** 53 }), "the value 9007199254740992 is beyond ±2^53"],
    [schema({ $id: "a" }), "/components/schemas/Bad: $id is refused: it would change what references mean"],
    [
      schema({ $ref: "other.yaml" }),
      'the spec: /components/schemas/Bad/$ref: "other.yaml" points outside the document: only #/',
    ],
    [schema({ $dynamicRef: "a" }), '/components/schemas/Bad/$dynamicRef: "a" points outside the document'],
    [schema({ examples: { externalValue: "a" } }), '/Bad/examples/externalValue: "a" points outside the document'],
    [schema({ $ref: "#Thing" }), '/components/schemas/Bad: "#Thing" points outside the document'],
    [schema({ example: [{ operationRef: "a" }] }), '/Bad/example/0/operationRef: "a" points outside the document'],
    [schema({ $ref: long }), `"${"a".repeat(100)}" points outside the document`],
    [schema({ enum: [`\u200b${long}`] }), `the name "\\u{200b}${"a".repeat(99)}" holds`],
    [{ components: { schemas: { Thing: {}, "a b": {} } } }, '/components/schemas: "a b" is not a valid component name'],
    [{ components: { schemas: { Thing: {}, "1a": {} } } }, '/components/schemas: "1a" is not a valid component name'],
    [
      { paths: { "/x": { get: operation({ operationId: long }), put: operation({ operationId: long }) } } },
      `/paths/~1x/put: duplicate operationId "${"a".repeat(100)}"`,
    ],
    [{ webhooks: { a: { get: 1 } } }, "/webhooks/a/get: expected a operation object"],
  ])("refuses %j", (more, says) => {
    expect(() => guarded(more)).toThrow(says);
  });

  test.each<JsonObject>([
    get({ tags: ["\u0430\u0431", "\u4e2d"], operationId: "caf\u00e9" }),
    get({ parameters: [{ $ref: "#/components/parameters/A" }, { name: "a", in: "cookie", schema: true }] }),
    { paths: { "/x": { get: operation() }, "x-note": {} } },
    schema({ enum: ["a", "a", 1, null, 2 ** 53 - 1], const: 0.5, type: ["string", "null"] }),
    schema({ properties: { $id: {}, $ref: {} }, $dynamicRef: "#/a" }),
    schema({ example: { $ref: "#/any" } }),
    { components: { schemas: { Thing: {}, "A.b-c_1": {} }, "x-order": 1 } },
  ])("lets %j pass", (more) => {
    expect(() => guarded(more)).not.toThrow();
  });

  test("lets 10,000 entries of a section pass, and no more", () => {
    const entries = (count: number): JsonObject =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`S${at}`, {}]));
    expect(() => guarded({ components: { schemas: entries(10_000) } })).not.toThrow();
    expect(() => guarded({ components: { schemas: entries(10_001) } })).toThrow(
      "/components/schemas: 10001 entries; at most 10000 are allowed",
    );
  });

  test("lets 10,000 operations pass, and no more", () => {
    expect(() => guard(documentOf(10_000), "the spec")).not.toThrow();
    expect(() => guard(documentOf(10_001), "the spec")).toThrow("/paths: 10001 operations; at most 10000 are allowed");
  });
});
