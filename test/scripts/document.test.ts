import { describe, expect, test } from "vitest";
import { canonicalYaml, inCanonicalOrder } from "../../scripts/document/canonical.ts";
import { guard } from "../../scripts/document/guard.ts";
import { joinDocuments } from "../../scripts/document/join.ts";
import type { Json, JsonObject } from "../../scripts/document/json.ts";
import { parseSpec, parseYaml } from "../../scripts/document/parse.ts";
import { resolvePointer } from "../../scripts/document/pointer.ts";
import { inScope, normaliseScope, pruneToScope } from "../../scripts/document/scope.ts";
import { walk } from "../../scripts/document/walk.ts";
import { documentOf, documentWith, operation } from "../support/documents.ts";

describe("YAML", () => {
  test.each<[text: string, value: Json]>([
    ["%YAML 1.2\n---\na: 1", { a: 1 }],
    ["1: x\n~: y\ntrue: z", { 1: "x", null: "y", true: "z" }],
    ["a:\nb: [null, -1.5, false, '']", { a: null, b: [null, -1.5, false, ""] }],
    ['a: "one\\ttwo\\r\\n"', { a: "one\ttwo\r\n" }],
    ["a: <html", { a: "<html" }],
    ["# nothing else", null],
    ["~", null],
  ])("%j is read as it is", (text, value) => {
    expect(parseYaml(text, "a.yaml")).toEqual(value);
  });

  test.each<[text: string, says: string]>([
    [" \n\t", "a.yaml: the file is empty"],
    ["\n<HTML>", "a.yaml: this is HTML or XML, not YAML or JSON"],
    ["<?xml version='1.0'?>", "a.yaml: this is HTML or XML, not YAML or JSON"],
    ["a: 1\nb: [", "a.yaml:11: not valid YAML: Flow sequence in block collection must be sufficiently indented"],
    ["%YAML 1.1\n---\na: 1", "a.yaml:10: YAML 1.1 is not supported: parsers read it differently"],
    ["%TAG ! tag:x,2000:\n---\na: 1", "a.yaml:10: a %TAG directive is refused"],
    ["a: 1\nb: &x 1", "a.yaml:11: YAML anchors and aliases are refused"],
    ["a: &x [1]\nb: *x", "a.yaml:10: YAML anchors and aliases are refused"],
    ["a: !!str 1", "a.yaml:10: YAML tags are refused: tag:yaml.org,2002:str"],
    ["? [a]\n: 1", "a.yaml:10: a key must be a plain value"],
    ["&x a: 1", "a.yaml:10: a key must be a plain value"],
    ["!!str a: 1", "a.yaml:10: a key must be a plain value"],
    ["a: 1\nb: 2\na: 3", 'a.yaml:12: duplicate key "a"'],
    ["a:\n  <<: 1", "a.yaml:11: YAML merge keys are refused: parsers read them differently"],
    ["a:\n  __proto__: 1", 'a.yaml:11: the key "__proto__" is refused'],
    ["a: .nan", "a.yaml:10: NaN is not a JSON number"],
    ['"\\u2066a": 1', "a.yaml:10: a control character, one that changes the direction of text, or half of a"],
    ['a: "\\u202a"', "a.yaml:10: a control character, one that changes the direction of text, or half of a"],
    [`a: ${"[".repeat(101)}`, "a.yaml:10: not valid YAML"],
    [`a: ${"[".repeat(101)}${"]".repeat(101)}`, "a.yaml:10: nested too deeply: at most 100 levels"],
  ])("%j is refused, with its line on the page", (text, says) => {
    expect(() => parseYaml(text, "a.yaml", 10)).toThrow(says);
  });

  test("a hundred levels are read", () => {
    expect(parseYaml(`a: ${"[".repeat(100)}${"]".repeat(100)}`, "a.yaml")).toHaveProperty("a");
  });
});

describe("an OpenAPI document", () => {
  test.each<[text: string, says: string]>([
    ["- 1", "a.yaml: not an OpenAPI document: expected a mapping at the top"],
    ["swagger: '2.0'", "a.yaml: Swagger 2.0: only OpenAPI 3.1 is supported"],
    ["a: 1", 'a.yaml: not an OpenAPI 3.1 document: "openapi" is missing'],
    ["openapi: 3.1", 'a.yaml: not an OpenAPI 3.1 document: "openapi" is 3.1'],
    ["openapi: 13.1.0", 'not an OpenAPI 3.1 document: "openapi" is "13.1.0"'],
    ["openapi: 3.1.0-rc1", 'not an OpenAPI 3.1 document: "openapi" is "3.1.0-rc1"'],
    ["openapi: 3.1.x", 'not an OpenAPI 3.1 document: "openapi" is "3.1.x"'],
    ["openapi: 3.1.0", 'a.yaml: not an OpenAPI document: "paths" is missing'],
    ["openapi: 3.1.0\npaths: []", 'a.yaml: not an OpenAPI document: "paths" is missing'],
  ])("is not %j", (text, says) => {
    expect(() => parseSpec(text, "a.yaml")).toThrow(says);
  });

  test("may be of any patch of 3.1", () => {
    expect(parseSpec("openapi: 3.1.12\npaths: {}", "a.yaml")).toEqual({ openapi: "3.1.12", paths: {} });
  });
});

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
    [{ paths: {} }, "the spec: /paths: the document has no operations"],
    [schema({ enum: ["\u0430b"] }), 'the name "\\u{430}b" mixes Latin letters'],
    [schema({ enum: ["\ufb01", "fi"] }), 'the names "\\u{fb01}" and "fi" look the same'],
    [schema({ type: ["string", "evil"] }), "type must be one of array, boolean, integer, null, number, object, string"],
    [schema({ required: [1] }), "required must be a list of strings"],
    [schema({ const: 2 ** 53 }), "the value 9007199254740992 is beyond ±2^53"],
    [schema({ $id: "a" }), "/components/schemas/Bad: $id is refused: it would change what references mean"],
    [schema({ $ref: "other.yaml" }), '/components/schemas/Bad/$ref: "other.yaml" points outside the document: only #/'],
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

  test("lets 10,000 operations pass, and no more", () => {
    expect(() => guard(documentOf(10_000), "the spec")).not.toThrow();
    expect(() => guard(documentOf(10_001), "the spec")).toThrow("/paths: 10001 operations; at most 10000 are allowed");
  });
});

describe("documents that are joined", () => {
  const join = (...documents: JsonObject[]): JsonObject =>
    joinDocuments(documents.map((document, index) => ({ name: "abc"[index] ?? "", document })));

  test("come together entry by entry, in webhooks and components too", () => {
    const joined = join(
      { webhooks: { w: { post: 1 } }, components: { schemas: { A: 1 } } },
      { webhooks: { w: { get: 2 }, v: {} }, components: { schemas: { A: 1, B: 2 }, responses: { C: 3 } } },
    );
    expect(joined).toEqual({
      webhooks: { w: { post: 1, get: 2 }, v: {} },
      components: { schemas: { A: 1, B: 2 }, responses: { C: 3 } },
    });
  });

  test("are left as they are", () => {
    const first = { paths: { "/x": { get: {} } }, tags: [{ name: "A" }] };
    const second = { paths: { "/x": { put: {} } }, tags: [{ name: "A" }, { name: "B" }] };
    expect(join(first, second)["tags"]).toEqual([{ name: "A" }, { name: "B" }]);
    expect([first, second]).toEqual([
      { paths: { "/x": { get: {} } }, tags: [{ name: "A" }] },
      { paths: { "/x": { put: {} } }, tags: [{ name: "A" }, { name: "B" }] },
    ]);
  });

  test.each<[documents: JsonObject[], says: string]>([
    [[{}, { info: 1 }, { info: 2 }], "b and c disagree at /info: make them agree, or leave one out"],
    [
      [
        { components: { schemas: {} } },
        { components: { schemas: { A: { a: 1 } } } },
        { components: { schemas: { A: {} } } },
      ],
      "b and c disagree at /components/schemas/A",
    ],
    [[{ paths: { "/x": { get: 1 } } }, {}, { paths: { "/x": { get: 2 } } }], "a and c disagree at /paths/~1x/get"],
    [[{}, { tags: [{ name: "A", a: 1 }] }, { tags: [{ name: "A" }] }], "b and c disagree at /tags/A"],
    [[{ servers: [{ a: 1 }] }, { servers: [{ a: 1 }, { b: 1 }] }], "a and b disagree at /servers"],
    [[{ paths: [] }, { paths: {} }], "a and b disagree at /paths"],
  ])("%j disagree", (documents, says) => {
    expect(() => join(...documents)).toThrow(says);
  });
});

describe("a scope", () => {
  test.each([
    ["all", "all"],
    ["tags= B , A,,A", "tags=A,B"],
    ["operations=POST /b, GET /a", "operations=GET /a,POST /b"],
  ])("%j is written as %j", (given, written) => {
    expect(normaliseScope(given)).toBe(written);
  });

  test.each(["", "all ", "tags", "tags=", "tags= ,", "my tags=A", "paths=/a"])("is not %j", (scope) => {
    expect(() => normaliseScope(scope)).toThrow(
      `the scope "${scope}" is not valid: expected all, tags=A,B or operations=GET /a,POST /b`,
    );
  });

  test.each(["get /a", "GET a", "GET /a b", "x GET /a", "GET  /a"])("has no operation %j", (name) => {
    expect(() => normaliseScope(`operations=GET /z,${name}`)).toThrow(
      `the scope: "${name}" is not an operation; expected a method and a path, as in "GET /v2/identities"`,
    );
  });

  const document = documentWith("get", "/x", {
    paths: {
      "/x": { get: operation({ tags: ["B", "A"] }), put: operation({ tags: ["A"] }) },
      "/y": { get: { responses: {} } },
    },
    webhooks: { w: {} },
    tags: [],
  });

  test("says what it names and the document lacks", () => {
    expect(inScope(document, "tags=C,A").missing).toEqual(["C"]);
    expect(inScope(document, "operations=GET /z,GET /y").missing).toEqual(["GET /z"]);
    expect(inScope(document, "all").missing).toEqual([]);
    expect(inScope(document, "tags=B").document["paths"]).toEqual({ "/x": { get: operation({ tags: ["B", "A"] }) } });
  });

  test("that matches nothing is refused with the tags that there are", () => {
    expect(() => pruneToScope(document, "tags=C")).toThrow(
      'the scope "tags=C" matches nothing in this spec: its tags are A, B',
    );
    const untagged = documentWith("get", "/x", { paths: { "/y": { get: { responses: {} } } } });
    expect(() => pruneToScope(untagged, "tags=C")).toThrow("its tags are none");
  });

  test("with a broken reference names ten operations, and counts the others", () => {
    const broken = { responses: { 200: { $ref: "#/components/responses/Gone" } } };
    const names = Array.from({ length: 12 }, (_, index) => `GET /${index}`);
    const paths = Object.fromEntries(names.map((name) => [name.slice("GET ".length), { get: broken }]));
    expect(() =>
      inScope({ paths: { ...paths, "/well": { get: operation() } }, components: { schemas: { Thing: {} } } }, "all"),
    ).toThrow(`it concerns ${names.slice(0, 10).join(", ")} and 2 more: mend it`);
    const ten = { paths: Object.fromEntries(Object.entries(paths).slice(0, 10)) };
    expect(() => inScope(ten, "all")).toThrow("GET /9: mend it");
  });

  test("with a reference to what is no component is refused", () => {
    const { paths } = documentWith("get", "/x", {
      paths: { "/x": { get: operation({ parameters: [{ $ref: "#/paths/~1x" }] }) } },
    });
    expect(() => inScope({ paths: paths ?? null }, "all")).toThrow(
      '"#/paths/~1x": a reference must point to a component',
    );
  });
});

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
    info: { b: "1\n2\n" },
    openapi: "3.1.0",
  };
  expect(canonicalYaml(inCanonicalOrder(document))).toBe(
    `openapi: 3.1.0\ninfo:\n  b: |\n    1\n    2\npaths:\n  a:\n    - c: 2\n      d: 1\n  b: 1\nx-z: ${document["x-z"]}\ncomponents:\n  a:\n    - c: 2\n      d: 1\n  b: 1\n`,
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
