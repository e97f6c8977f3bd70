import { describe, expect, test } from "vitest";
import type { Report } from "../../../scripts/diff/report/report.ts";
import type { JsonObject } from "../../../scripts/document/json.ts";
import { write } from "../../support/documents.ts";
import { workspace } from "../../support/workspace.ts";
import { answering, at, type Case, diff, json, line, ok, runCases, spec } from "./specs.ts";

const text: JsonObject = json({ type: "object", properties: { a: { type: "string" } } });
const other: JsonObject = json({ type: "object", properties: { b: { type: "string" } } });
const stream: JsonObject = { content: { "text/event-stream": { schema: { type: "string" } } } };
const both: JsonObject = { content: { ...(text["content"] as JsonObject), ...(stream["content"] as JsonObject) } };
const header: JsonObject = { headers: { Location: { schema: { type: "string" } } } };

const cases: readonly Case[] = [
  ["deprecated", ok, { ...ok, deprecated: true }, ["compatible operation: is deprecated now"]],
  [
    "operationId",
    { ...ok, operationId: "A" },
    { ...ok, operationId: "B" },
    ['compatible operation: operationId was "A", is "B"'],
  ],
  ["security new", ok, { ...ok, security: [{ Key: [] }] }, ["breaking operation: security was none, is http bearer"]],
  [
    "security gone",
    { ...ok, security: [{ Key: [] }] },
    ok,
    ["compatible operation: security was http bearer, is none"],
  ],
  [
    "another way in",
    { ...ok, security: [{ Key: [] }] },
    { ...ok, security: [{ Key: [] }, { Cookie: [] }] },
    ["compatible operation: security was http bearer, is http bearer, or apiKey cookie id"],
  ],
  [
    "both at once",
    { ...ok, security: [{ Key: [] }] },
    { ...ok, security: [{ Key: [], Cookie: [] }] },
    ["breaking operation: security was http bearer, is http bearer and apiKey cookie id"],
  ],
  [
    "a scope less",
    { ...ok, security: [{ Key: ["read", "write"] }] },
    { ...ok, security: [{ Key: ["read"] }] },
    [
      "compatible operation: security was http bearer and http bearer scope read and http bearer scope write, is http bearer and http bearer scope read",
    ],
  ],
  ["a scheme's name", { ...ok, security: [{ Key: [] }] }, { ...ok, security: [{ SameKey: [] }] }, []],
  ["a body", ok, { ...ok, requestBody: text }, ["compatible request body: is new and optional"]],
  [
    "a required body",
    ok,
    { ...ok, requestBody: { ...text, required: true } },
    ["breaking request body: is new and required"],
  ],
  [
    "the body is required",
    { ...ok, requestBody: text },
    { ...ok, requestBody: { ...text, required: true } },
    ["breaking request body: is required now"],
  ],
  [
    "the body is optional",
    { ...ok, requestBody: { ...text, required: true } },
    { ...ok, requestBody: text },
    ["compatible request body: is optional now"],
  ],
  ["no body", { ...ok, requestBody: text }, ok, ["breaking request body: is gone"]],
  [
    "a media type more",
    answering({ 200: text }),
    answering({ 200: both }),
    ["compatible response 200 (text/event-stream): is new"],
  ],
  [
    "a media type less",
    answering({ 200: both }),
    answering({ 200: text }),
    ["breaking response 200 (text/event-stream): is gone"],
  ],
  [
    "JSON comes first",
    answering({ 200: stream }),
    answering({ 200: both }),
    ["breaking response 200 (application/json): is new"],
  ],
  [
    "another media type",
    { ...ok, requestBody: text },
    { ...ok, requestBody: stream },
    ["breaking request body (application/json): is gone", "compatible request body (text/event-stream): is new"],
  ],
  ["content now", ok, answering({ 204: text }), ["breaking response 204: has content now: { a?: string }"]],
  ["no content", answering({ 200: text }), answering({ 200: {} }), ["breaking response 200: has no content any more"]],
  [
    "another status",
    answering({ 200: text }),
    answering({ 201: text }),
    ["breaking response 200: the status is 201 now"],
  ],
  [
    "another status that differs",
    answering({ 200: text }),
    answering({ 201: other }),
    ["breaking response 200: the status is 201 now", "breaking response 201: was { a?: string }, is { b?: string }"],
  ],
  [
    "a second success alike",
    answering({ 200: text }),
    answering({ 200: text, 202: text }),
    ["compatible response 202: is new: { a?: string }"],
  ],
  [
    "a second success unlike",
    answering({ 200: text }),
    answering({ 200: text, 202: json({ type: "string" }) }),
    ["breaking response 202: is new: string"],
  ],
  [
    "a success without content",
    answering({ 200: text }),
    answering({ 200: text, 204: {} }),
    ["breaking response 204: is new"],
  ],
  [
    "a success less",
    answering({ 200: text, 202: text }),
    answering({ 200: text }),
    ["breaking response 202: is gone: { a?: string }"],
  ],
  ["the first error", ok, answering({ 204: {}, 404: text }), ["compatible error 404: is new: { a?: string }"]],
  [
    "one more error alike",
    answering({ 404: text }),
    answering({ 404: text, 500: text }),
    ["compatible error 500: is new: { a?: string }"],
  ],
  [
    "one more error unlike",
    answering({ 404: text }),
    answering({ 404: text, 500: json({ type: "string" }) }),
    ["breaking error 500: is new: string"],
  ],
  [
    "an error less",
    answering({ 404: text, 500: text }),
    answering({ 404: text }),
    ["breaking error 500: is gone: { a?: string }"],
  ],
  ["an error that said nothing", answering({ 204: {}, 404: {} }), ok, ["compatible error 404: is gone"]],
  [
    "an error changed",
    answering({ default: text }),
    answering({ default: other }),
    ["breaking error default: was { a?: string }, is { b?: string }"],
  ],
  [
    "a header",
    answering({ 201: text }),
    answering({ 201: { ...text, ...header } }),
    ["compatible response 201 header Location: is new"],
  ],
];

const components: JsonObject = {
  securitySchemes: {
    Key: { type: "http", scheme: "bearer" },
    SameKey: { type: "http", scheme: "bearer", description: "the same" },
    Cookie: { type: "apiKey", in: "cookie", name: "id" },
  },
};

describe("an operation", async () => {
  const found = await runCases(cases, (operation) => operation, [components, components]);
  test.for(cases)("%s", ([name, , , expected]) => {
    expect(found.get(name)).toEqual(expected);
  });
});

const served = { "GET /pets": "pets.list", "GET /pets/{id}": "pets.retrieve", "POST /shops": "raw" };

test("operations that came and went, in the terms of the facade", async () => {
  const old = spec({ "/pets": { get: ok }, "/pets/{id}": { get: answering({ 200: text }) }, "/shops": { post: ok } });
  const now = spec({
    "/pets/{id}": { get: answering({ 200: other }) },
    "/pets:search": { get: ok },
    "/pets/all": { get: ok },
  });
  const report = await diff(old, now, served);
  expect(report.operations.map(({ operation, change, affects }) => `${operation} ${change} ${affects}`)).toEqual([
    "GET /pets removed orq.pets.list",
    "POST /shops removed orq.call",
    "GET /pets/{id} changed orq.pets.retrieve",
    "GET /pets/all added orq.call",
    "GET /pets:search added orq.call",
  ]);
  expect(report.edits).toEqual([
    'src/contract.ts: delete the line "GET /pets", then its method',
    'src/contract.ts: delete the line "POST /shops"',
    'src/contract.ts: add "GET /pets/all" with the name of a method, or with "raw"',
    "src/resources/pets.ts: list, retrieve, where the compiler says so",
  ]);
});

test("in this repository, the contract says which method is affected", async () => {
  const { root, run } = workspace("copy");
  write(root, "newer.json", JSON.stringify(spec({ "/pets": { get: ok } })));
  const { printed } = await run("spec:diff", "2026-05-14", "newer.json", "--format", "json");
  const { operations } = JSON.parse(printed.join("\n")) as Report;
  expect(operations.find(({ operation }) => operation.startsWith("PATCH"))?.affects).toBe("orq.identities.update");
});

test("the release that a report asks for", async () => {
  const old = spec({ "/pets": { get: answering({ 200: text }) } });
  const release = async (path: JsonObject): Promise<string> => (await diff(old, spec({ "/pets": path }))).release;
  const get = answering({ 200: text });
  expect(await release({ get: answering({ 200: other }) })).toBe("major");
  expect(await release({ get: { ...get, deprecated: true } })).toBe("minor");
  expect(await release({ get: { ...get, description: "All of them." } })).toBe("patch");
  expect(await release({ get })).toBe("none");
});

test("words and examples are counted and not listed", async () => {
  const old = spec({ "/pets": { get: { ...ok, summary: "a" } }, "/shops": { get: ok } });
  const now = spec({ "/pets": { get: { ...ok, summary: "b" } }, "/shops": { get: ok } });
  const report = await diff(old, now);
  expect(report.operations).toEqual([]);
  expect(report.wordingOnly).toEqual(["GET /pets"]);
});

test("a change in a component, a path's parameters or the document's security reaches every operation under it", async () => {
  const document = (schema: JsonObject, parameters: JsonObject[], security: JsonObject[]): JsonObject =>
    spec(
      {
        "/pets": { get: answering({ 200: json({ $ref: "#/components/schemas/Pet" }) }) },
        "/shops": { parameters, get: ok },
      },
      { ...components, schemas: { Pet: schema } },
      { security },
    );
  const name: JsonObject = { name: "name", in: "query", schema: { type: "string" } };
  const old = document({ type: "string" }, [], []);
  const report = await diff(old, document({ type: "number" }, [{ ...name, required: true }], [{ Key: [] }]));
  const secured = "breaking operation: security was none, is http bearer";
  expect(at(report, "/pets")?.findings.map(line)).toEqual([secured, "breaking response 200: was string, is number"]);
  expect(at(report, "/shops")?.findings.map(line)).toEqual([
    secured,
    "breaking request query .name: is new and required: string",
  ]);
});

test("what stands in the components is compared where it is used", async () => {
  const document = (type: string): JsonObject =>
    spec(
      {
        "/pets": {
          post: {
            parameters: [{ $ref: "#/components/parameters/Name" }],
            requestBody: { $ref: "#/components/requestBodies/Pet" },
            responses: { 200: { $ref: "#/components/responses/Pet" } },
          },
        },
      },
      {
        parameters: { Name: { name: "pet.name", in: "query", schema: { type, maxLength: type.length } } },
        requestBodies: { Pet: json({ type }) },
        responses: { Pet: { description: "A pet.", ...json({ type }) } },
      },
    );
  const report = await diff(document("string"), document("number"));
  expect(at(report, "/pets")?.findings.map(line)).toEqual([
    'breaking request query ["pet.name"]: was string, is number',
    "breaking request body: was string, is number",
    "breaking response 200: was string, is number",
  ]);
});

test("an operation whose path parameter has another name is gone, and its successor is named", async () => {
  const report = await diff(spec({ "/pets/{id}/": { get: ok } }), spec({ "/pets/{pet_id}": { get: ok } }));
  expect(report.operations.map(({ operation, change }) => `${operation} ${change}`)).toEqual([
    "GET /pets/{id}/ removed",
    "GET /pets/{pet_id} added",
  ]);
  expect(report.operations[0]?.findings.map(line)).toEqual(["breaking operation: is GET /pets/{pet_id} now"]);
});
