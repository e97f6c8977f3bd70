import type { JsonObject } from "../../scripts/document/json.ts";
import { documentWith } from "../support/documents.ts";

/** A spec of this many operations, four a path, each with a body, a query and a reply of its own. */
export function specOf(operations: number): JsonObject {
  const schema = (name: string): JsonObject => ({ type: "object", properties: { [name]: { type: "string" } } });
  const content = (name: string): JsonObject => ({ content: { "application/json": { schema: schema(name) } } });
  const operation = (name: string): JsonObject => ({
    parameters: [{ name: `q_${name}`, in: "query", schema: { type: "string" } }],
    requestBody: content(`sent_${name}`),
    responses: { "200": { description: "Done", ...content(`read_${name}`) } },
  });
  const paths: JsonObject = {};
  for (let number = 0; number < operations / 4; number += 1) {
    const methods = ["get", "post", "put", "delete"];
    paths[`/things${number}`] = Object.fromEntries(methods.map((method) => [method, operation(`${method}${number}`)]));
  }
  return documentWith("get", "/plain", { paths });
}

/** The same with lists: every GET gives items, and goes on by cursor. */
export function specOfLists(operations: number): JsonObject {
  const document = structuredClone(specOf(operations));
  for (const path of Object.values(document["paths"] as JsonObject)) {
    const { get } = path as { get: JsonObject };
    const items = { type: "array", items: { type: "object", properties: { _id: { type: "string" } } } };
    const schema = { type: "object", properties: { data: items, has_more: { type: "boolean" } } };
    get["parameters"] = [{ name: "starting_after", in: "query", schema: { type: "string" } }];
    get["responses"] = { "200": { description: "Done", content: { "application/json": { schema } } } };
  }
  return document;
}

/** Code that reads one list by `call`, and by `paginate`. */
export const listReader = (road: "call" | "paginate"): string => `import { Orq } from "orq-client";
import type { paths } from "./paths.d.ts";
export const read = new Orq().withSpec<paths>().${road}("GET /things0", { params: { query: { starting_after: "x" } } });
`;

/** Code that updates one thing. */
export const caller = `import { Orq } from "orq-client";
import type { paths } from "./paths.d.ts";
const spec = new Orq().withSpec<paths>();
export const read: Promise<string | undefined> = spec
  .call("PUT /things0", { params: { query: { q_put0: "x" } }, body: { sent_put0: "x" } })
  .then(({ read_put0 }) => read_put0);
`;
