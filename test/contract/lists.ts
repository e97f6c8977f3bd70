import type { JsonObject } from "../../scripts/document/json.ts";
import { documentWith } from "../support/documents.ts";

const text = { type: "string" };
const list = (fields: readonly string[], required: readonly string[] = fields): JsonObject => ({
  type: "array",
  items: {
    type: "object",
    properties: Object.fromEntries(fields.map((name) => [name, text])),
    required: [...required],
  },
});
const json = (schema: JsonObject): JsonObject => ({ description: "Done", content: { "application/json": { schema } } });
const page = (items: JsonObject, key = "data"): JsonObject => ({
  "200": json({ type: "object", properties: { [key]: items, has_more: { type: "boolean" } }, required: [key] }),
});
const query = (...names: readonly string[]): JsonObject[] =>
  names.map((name) => ({ name, in: "query", schema: name === "page" ? { type: "integer" } : text }));
const cursors = query("starting_after", "ending_before", "search");
const id = { name: "id", in: "path", required: true, schema: text };
const body = (properties: JsonObject): JsonObject => ({
  required: true,
  content: { "application/json": { schema: { type: "object", properties } } },
});

/** Lists of each kind, and operations that look like one. */
export const document: JsonObject = documentWith("get", "/things", {
  paths: {
    "/things": {
      get: { parameters: cursors, responses: page(list(["_id", "name"])) },
      post: { requestBody: body({ name: text }), responses: page(list(["_id"])) },
    },
    "/things/{id}/versions": { get: { parameters: [id, ...cursors], responses: page(list(["id"], [])) } },
    "/alerts": { get: { parameters: cursors, responses: page(list(["alert_id"])) } },
    "/keys": { get: { parameters: cursors, responses: { "200": json(list(["id"])) } } },
    "/webhooks": { get: { parameters: query("page"), responses: page(list(["_id"]), "items") } },
    "/numbered": { get: { parameters: query("page"), responses: page(list(["_id"])) } },
    "/search": {
      post: { requestBody: body({ from: text, page_token: text }), responses: page(list(["id"])) },
    },
    "/facets": { get: { parameters: query("limit"), responses: page(list(["id"])) } },
    "/cursor-alone": { get: { parameters: cursors, responses: { "200": json({ type: "object" }) } } },
    "/silent": {
      get: { parameters: cursors, responses: { "200": json({ type: "object", properties: { data: list(["_id"]) } }) } },
    },
    "/open": {
      post: {
        requestBody: { required: true, content: { "application/json": { schema: { type: "object" } } } },
        responses: page(list(["id"])),
      },
    },
  },
});

const prelude = `import { type Item, type ListInit, type ListOperation, Orq, type PagePromise } from "orq-client";
import type { paths } from "./paths.d.ts";
const spec = new Orq().withSpec<paths>();
export type Known = [Item<"GET /things", paths>, ListInit<"GET /things", paths>, ListOperation<paths>, PagePromise<1, []>];
export declare const query: { search: string; stale: string };
export declare const init: { params: { query: { search: string } }; maxPages: number };
`;

/** Code that calls the operations of `document` with this statement. */
export function callerWith(statement: string): string {
  return `${prelude}export async function consume(): Promise<void> {\n${statement}\n}\n`;
}

/** A name, and a statement that must compile. */
export const accepted: readonly (readonly [string, string])[] = [
  ["nothing that must be given", `for await (const { name } of spec.paginate("GET /things")) name satisfies string;`],
  [
    "one object",
    `await spec.paginate("GET /things", { params: { query: { search: "a" } }, maxPages: 3, timeoutMs: 9 });`,
  ],
  ["a variable", `await spec.paginate("GET /things", init);`],
  ["a cursor of one's own", `await spec.paginate("GET /things", { cursor: "name" });`],
  ["an optional id", `await spec.paginate("GET /things/{id}/versions", { params: { path: { id: "a" } } });`],
  ["a cursor that is named", `await spec.paginate("GET /alerts", { cursor: "alert_id" });`],
  ["a reply that is an array", `for await (const { id } of spec.paginate("GET /keys")) id satisfies string;`],
  ["numbered pages", `for await (const { _id } of spec.paginate("GET /webhooks")) _id satisfies string;`],
  ["numbered pages like others", `await spec.paginate("GET /numbered", { params: { query: { page: 1 } } });`],
  [
    "a search",
    `for await (const { id } of spec.paginate("POST /search", { body: { from: "a" } })) id satisfies string;`,
  ],
  [
    "a page and the next one",
    `const page = await spec.paginate("GET /things");
     const { data } = page.hasNextPage ? await page.getNextPage() : page; data satisfies { _id: string }[];`,
  ],
  ["an array of items", `(await spec.paginate("GET /things").toArray({ limit: 9 })) satisfies { _id: string }[];`],
  [
    "a function of any list",
    `const first = async <O extends ListOperation<paths>>(key: O, init: ListInit<O, paths>): Promise<Item<O, paths>[]> =>
       await spec.paginate(key, init).toArray({ limit: 1 });
     await first("GET /alerts", { cursor: "alert_id" });`,
  ],
];

/** A name, a statement that must not compile, and what the compiler must say of it. */
export const refused: readonly (readonly [string, string, string])[] = [
  ["an operation that gives no pages", `spec.paginate("GET /facets");`, 'Not<"a list"'],
  ["cursors without a list", `spec.paginate("GET /cursor-alone");`, 'Not<"a list"'],
  ["a page that does not say whether there is more", `spec.paginate("GET /silent");`, 'Not<"a list"'],
  ["a body that may hold anything", `spec.paginate("POST /open", { body: {} });`, 'Not<"a list"'],
  ["another method of a list", `spec.paginate("POST /things", { body: {} });`, `Not<"a list", "GET /things">`],
  ["an operation that does not exist", `spec.paginate("GET /thing");`, `Not<"a list"`],
  ["no cursor where it cannot be told", `spec.paginate("GET /alerts");`, "TS2554: Expected 2 arguments, but got 1."],
  ["nor in an object", `spec.paginate("GET /alerts", {});`, "Property 'cursor' is missing in type '{}'"],
  [
    "a cursor that no item has",
    `spec.paginate("GET /alerts", { cursor: "id" });`,
    `'"id"' is not assignable to type '"alert_id"'`,
  ],
  ["a cursor of a list that has none", `spec.paginate("GET /webhooks", { cursor: "_id" });`, "'cursor' does not exist"],
  ["numbered pages that cannot be told", `spec.paginate("GET /numbered");`, "TS2554: Expected 2 arguments, but got 1."],
  ["no id where one is required", `spec.paginate("GET /things/{id}/versions");`, "TS2554: Expected 2 arguments"],
  [
    "an option that does not exist",
    `spec.paginate("GET /things", { maxPage: 3 });`,
    "Did you mean to write 'maxPages'?",
  ],
  ["a stale key of a query", `spec.paginate("GET /things", { params: { query } });`, `KeyNotInSpec<"stale">`],
  ["a body unread", `spec.paginate("GET /things", { as: "stream" });`, "'as' does not exist"],
];
