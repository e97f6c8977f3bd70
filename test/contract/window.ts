// Code for the time in which the server moves from the pin to the newer generation: it must suit both.
const prelude = `import { Orq, type paths as Before } from "orq-client";
import type { paths as After } from "./paths.d.ts";
const orq = new Orq().withSpecs<Before, After>();
export const params = { path: { id: "user_12345" } };
`;

/** Code that calls a server of either pin with this statement. */
export function callerWith(statement: string): string {
  return `${prelude}export async function consume(): Promise<void> {\n${statement}\n}\n`;
}

const update = `orq.call("PATCH /v2/identities/{id}", { params, body: { display_name: "Jane" } })`;

/** A name, and a statement that must compile. */
export const accepted: readonly (readonly [string, string])[] = [
  [
    "a reply is that of the one or the other",
    `const reply = await ${update}; const { email } = "identity" in reply ? reply.identity : reply; void email;`,
  ],
  ["nothing that must be given", `await orq.call("GET /v2/identities");`],
  [
    "a list that both have",
    `for await (const { _id } of orq.paginate("GET /v2/identities", { params: { query: { search: "jane" } } })) _id satisfies string;`,
  ],
  ["a query that both have", `await orq.call("GET /v2/identities", { params: { query: { search: "jane" } } });`],
];

/** A name, a statement that must not compile, and what the compiler must say of it. */
export const refused: readonly (readonly [string, string, string])[] = [
  [
    "an operation that the older pin alone has",
    `await orq.call("POST /v2/contacts", { body: { external_id: "user_12345" } });`,
    `TS2345: Argument of type '"POST /v2/contacts"' is not assignable`,
  ],
  [
    "a query that the newer pin alone has",
    `await orq.call("GET /v2/identities", { params: { query: { include_budget: true } } });`,
    `KeyNotInSpec<"include_budget">`,
  ],
  [
    "a query that the older pin alone has",
    `await orq.call("GET /v2/identities", { params: { query: { filter_by: { tags: [] } } } });`,
    `KeyNotInSpec<"filter_by">`,
  ],
  [
    "a query of a list that the newer pin alone has",
    `await orq.paginate("GET /v2/identities", { params: { query: { include_budget: true } } });`,
    `KeyNotInSpec<"include_budget">`,
  ],
  [
    "a value that the older pin alone takes",
    `await orq.call("PATCH /v2/identities/{id}", { params, body: { display_name: null } });`,
    "Type 'null' is not assignable to type 'string'",
  ],
  [
    "a field of the older pin's reply alone",
    `const { email } = await ${update}; void email;`,
    "TS2339: Property 'email' does not exist on type",
  ],
];
