import type { JsonObject } from "../../scripts/document/json.ts";
import { documentWith } from "../support/documents.ts";

const id = { name: "run_id", in: "path", required: true, schema: { type: "string" } };
const json = (schema: JsonObject): JsonObject => ({ description: "Done", content: { "application/json": { schema } } });
const text = { type: "string" };
const named = { type: "object", properties: { name: text }, required: ["name"] };

/** One operation of each kind that the API has. */
export const document: JsonObject = documentWith("get", "/plain", {
  paths: {
    "/plain": {
      post: {
        requestBody: { required: true, content: { "application/json": { schema: named } } },
        responses: { "200": json(named) },
      },
    },
    "/open": {
      post: {
        requestBody: { required: true, content: { "application/json": { schema: { type: "object" } } } },
        responses: { "200": json({ type: "object" }) },
      },
    },
    "/stream": {
      post: { responses: { "200": { description: "Events", content: { "text/event-stream": { schema: named } } } } },
    },
    "/either": {
      post: {
        responses: {
          "200": {
            description: "Both",
            content: { "application/json": { schema: named }, "text/event-stream": { schema: text } },
          },
        },
      },
    },
    "/form": {
      post: {
        requestBody: {
          required: true,
          content: {
            "multipart/form-data": {
              schema: {
                type: "object",
                properties: { file: { type: "string", format: "binary" }, model: text },
                required: ["model"],
              },
            },
          },
        },
        responses: { "200": json(named) },
      },
    },
    "/runs/{run_id}:cancel": { post: { parameters: [id], responses: { "204": { description: "Cancelled" } } } },
    "/two": { post: { responses: { "200": json(named), "204": { description: "Nothing new" } } } },
    "/bytes": {
      get: {
        responses: {
          "200": { description: "Bytes", content: { "audio/mpeg": { schema: { type: "string", format: "binary" } } } },
        },
      },
    },
  },
});

const prelude = `import { Orq } from "orq-client";
import type { paths } from "./paths.d.ts";
const spec = new Orq().withSpec<paths>();
`;

/** Code that calls the operations of `document` with this statement. */
export function callerWith(statement: string): string {
  return `${prelude}export async function consume(): Promise<void> {\n${statement}\n}\n`;
}

/** A name, and a statement that must compile. */
export const accepted: readonly (readonly [string, string])[] = [
  ["JSON", `const { name }: { name: string } = await spec.call("POST /plain", { body: { name: "a" } }); void name;`],
  [
    "an object without declared fields",
    `const open = await spec.call("POST /open", { body: { any: 1 } }); const field: unknown = open["any"]; void field;`,
  ],
  ["server-sent events", `const events: string = await spec.call("POST /stream", {}); void events;`],
  ["JSON or server-sent events", `const { name } = await spec.call("POST /either", {}); void name;`],
  ["a form, as an object", `await spec.call("POST /form", { body: { file: new Blob([]), model: "m" } });`],
  [
    "a form without a file, which says so",
    `await spec.call("POST /form", { body: { model: "m" }, contentType: "multipart/form-data" });`,
  ],
  ["a form, as FormData", `await spec.call("POST /form", { body: new FormData() });`],
  ["a path with a verb", `await spec.call("POST /runs/{run_id}:cancel", { params: { path: { run_id: "r" } } });`],
  ["two successes", `const done = await spec.call("POST /two", {}); void done?.name;`],
  ["bytes", `const bytes: Blob = await spec.call("GET /bytes", {}); void bytes;`],
  ["nothing that must be given", `await spec.call("POST /stream");`],
];

/** A name, a statement that must not compile, and what the compiler must say of it. */
export const refused: readonly (readonly [string, string, string])[] = [
  [
    "a key that the body does not have",
    `await spec.call("POST /plain", { body: { name: "a", stale: 1 } });`,
    "TS2353: Object literal may only specify known properties, and 'stale' does not exist",
  ],
  [
    "params where there are none",
    `await spec.call("POST /plain", { body: { name: "a" }, params: { query: {} } });`,
    "TS2353: Object literal may only specify known properties, and 'params' does not exist",
  ],
  [
    "a body where there is none",
    `await spec.call("POST /two", { body: {} });`,
    "TS2353: Object literal may only specify known properties, and 'body' does not exist",
  ],
  [
    "a form without a file, which does not say so",
    `await spec.call("POST /form", { body: { model: "m" } });`,
    "Property 'contentType' is missing",
  ],
  ["no body where one is required", `await spec.call("POST /plain", {});`, "Property 'body' is missing"],
  ["no id where one is required", `await spec.call("POST /runs/{run_id}:cancel", {});`, "Property 'params' is missing"],
  [
    "a method that the path does not have",
    `await spec.call("PUT /plain", {});`,
    `TS2345: Argument of type '"PUT /plain"' is not assignable to parameter of type '"PUT /plain" & NoInfer<Not<"an operation", "POST /plain">>'`,
  ],
  [
    "a path that is not finished",
    `await spec.call("POST /pla", {});`,
    `TS2345: Argument of type '"POST /pla"' is not assignable to parameter of type '"POST /pla" & NoInfer<Not<"an operation", "POST /plain">>'`,
  ],
  ["a call without what it needs", `await spec.call("POST /plain");`, "TS2554: Expected 2 arguments, but got 1."],
];
