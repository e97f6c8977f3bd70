import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../scripts/document/json.ts";
import { inScope, normaliseScope, pruneToScope } from "../../../scripts/document/scope.ts";
import { documentWith, operation } from "../../support/documents.ts";

describe("a scope", () => {
  test.each([
    ["all", "all"],
    ["tags= B , A,,A", "tags=A,B"],
    ["operations=POST /bc, GET /", "operations=GET /,POST /bc"],
  ])("%j is written as %j", (given, written) => {
    expect(normaliseScope(given)).toBe(written);
  });

  test.each(["", "all ", "tags", "tags=", "tags= ,", "my tags=A", "paths=/a", "tags=A\nB"])("is not %j", (scope) => {
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

  test("that matches nothing leaves no tags and no components, and what is neither stays", () => {
    const { openapi, info } = document;
    const given = { ...document, "x-note": "", "x-empty": {}, servers: [{ url: "a" }] };
    expect(inScope(given, "tags=C").document).toEqual({
      openapi,
      info,
      paths: {},
      servers: [{ url: "a" }],
      "x-note": "",
    });
  });

  test("takes methods alone for operations", () => {
    const paths = { "/x": { get: operation(), "x-note": { tags: ["C"] }, put: "soon" }, "/y": "soon" };
    const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    const all = { paths: { "/x": Object.fromEntries(methods.map((method) => [method, { responses: {} }])) } };
    const names = methods.map((method) => `${method.toUpperCase()} /x`);
    expect(inScope(all, `operations=${names.join(",")}`)).toEqual({ document: all, missing: [] });
    expect(inScope({ ...document, paths }, "tags=C").missing).toEqual(["C"]);
    expect(inScope({ ...document, paths }, "operations=PUT /x").missing).toEqual(["PUT /x"]);
  });

  describe("refuses references that have no end:", () => {
    const link = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
    const reduce = (schemas: JsonObject): JsonObject =>
      inScope({ paths: { "/x": { get: operation() } }, components: { schemas } }, "all").document;
    const chain = (length: number): JsonObject => ({
      Thing: link("L1"),
      ...Object.fromEntries(
        Array.from({ length }, (_, at) => [`L${at + 1}`, at + 1 === length ? {} : link(`L${at + 2}`)]),
      ),
    });

    test.each<[schemas: JsonObject, says: string]>([
      [{ Thing: link("Gone") }, ': "#/components/schemas/Gone" is not in the document'],
      [{ Thing: link("Thing") }, '"#/components/schemas/Thing" is circular, or a chain of more than 100 references'],
      [chain(100), '"#/components/schemas/Thing" is circular, or a chain of more than 100 references'],
      [
        { Thing: { allOf: [link("Thing")] } },
        "/components/schemas/Thing/allOf/0: the schema is made of itself ($ref, allOf, anyOf, oneOf lead back to it)",
      ],
      [{ Thing: { anyOf: [{}, { oneOf: [link("Thing")] }] } }, "the schema is made of itself"],
      [
        { Thing: { properties: { a: link("A") } }, A: { allOf: [link("B")] }, B: { anyOf: [link("A")] } },
        "is made of itself",
      ],
    ])("%j", (schemas, says) => {
      expect(() => reduce(schemas)).toThrow(says);
    });

    test.each<JsonObject>([
      chain(99),
      { Thing: { properties: { a: link("Thing") }, items: link("Thing") } },
      { Thing: { allOf: [link("A"), link("A"), link("B")] }, A: { anyOf: [link("B")] }, B: { type: "object" } },
      { Thing: { enum: [link("Gone")], example: link("Gone") } },
    ])("not %j", (schemas) => {
      expect(() => reduce(schemas)).not.toThrow();
    });
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
