import { expect, test } from "vitest";
import { type JsonObject, objectAt } from "../../../scripts/document/json.ts";
import { keepOperations } from "../../../scripts/document/keep-operations.ts";
import { inScope } from "../../../scripts/document/scope.ts";

const reference = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const answering = (schema: JsonObject): JsonObject => ({
  responses: { 200: { description: "", content: { "application/json": { schema } } } },
});
const document: JsonObject = {
  openapi: "3.1.0",
  tags: [{ name: "Pets" }, { name: "Shops" }],
  paths: {
    "/pets": {
      parameters: [{ $ref: "#/components/parameters/Locale" }],
      get: { tags: ["Pets"], ...answering(reference("Pet")) },
      post: { tags: ["Shops"], ...answering(reference("Shop")) },
    },
    "/shops": { get: { tags: ["Shops"], ...answering(reference("Shop")) } },
  },
  components: {
    securitySchemes: { Key: { type: "http", scheme: "bearer" } },
    parameters: { Locale: { name: "locale", in: "query", schema: reference("Locale") } },
    schemas: {
      Pet: { oneOf: [reference("Cat")], discriminator: { propertyName: "kind", mapping: { dog: "Dog" } } },
      Cat: { properties: { parent: reference("Pet") }, example: { $ref: "#/components/schemas/Shop" } },
      Dog: { type: "object" },
      Locale: { type: "string" },
      Shop: { type: "object" },
    },
  },
};

test("keeps what the operation reaches, through references and discriminator mappings, and nothing else", () => {
  const kept = keepOperations(document, ["GET /pets"]);
  expect(kept).toEqual({
    ...document,
    tags: [{ name: "Pets" }],
    paths: { "/pets": { parameters: [{ $ref: "#/components/parameters/Locale" }], get: expect.anything() } },
    components: { ...(document["components"] as JsonObject), schemas: expect.anything() },
  });
  expect(Object.keys((kept["components"] as JsonObject)["schemas"] as JsonObject)).toEqual([
    "Pet",
    "Cat",
    "Dog",
    "Locale",
  ]);
});

test("leaves the document as it was, and gives back all of it when all operations are kept", () => {
  const before = structuredClone(document);
  expect(keepOperations(document, ["GET /pets", "POST /pets", "GET /shops"])).toEqual(before);
  expect(document).toEqual(before);
});

test("names an operation that is not there, and leaves a reference that leads nowhere to its judge", () => {
  expect(() => keepOperations(document, ["GET /cats"])).toThrow('no operation "GET /cats"');
  const { components: _, ...dangling } = document;
  expect(keepOperations(dangling, ["GET /shops"])["paths"]).toEqual({
    "/shops": objectAt(document["paths"], "/shops"),
  });
});

test("follows a chain of components, however long: a recursion would exhaust the stack", () => {
  const length = 5_000;
  const link = (index: number): JsonObject => ({ properties: { next: reference(`Link${index + 1}`) } });
  const links = Array.from({ length }, (_, index) => [`Link${index}`, index < length - 1 ? link(index) : {}]);
  const long = {
    paths: { "/links": { get: answering(reference("Link0")) } },
    components: { schemas: Object.fromEntries(links) },
  };
  const { document: kept } = inScope(long, "all");
  expect(Object.keys(objectAt(kept["components"], "schemas"))).toHaveLength(length);
});
