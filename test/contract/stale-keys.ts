import type { JsonObject } from "../../scripts/document/json.ts";
import { Editor } from "../support/spec-editor.ts";
import { all, one } from "./mutations.ts";

// Exported, since the compiler refuses what is never used.
const prelude = `import { type CallOptions, type IdentityUpdate, type Operation, Orq } from "orq-client";
import type { IdentityListQuery, Init, Result } from "orq-client";
export type { CallOptions, IdentityListQuery, IdentityUpdate, Init, Operation, Result };
export const orq = new Orq();
export const operation = "PATCH /v2/identities/{id}";
export const params = { path: { id: "user_12345" } };
export declare const fields: { tags: string[]; email: string };
export declare const optional: { tags?: string[] };
export declare const query: { limit: number; search: string };
export declare const nested: { filter_by: { tags: string[]; role: string } };
export declare const either: { email: string } | { email: string; tags: string[] };
export declare const queries: { limit: number } | { limit: number; search: string };
export declare const loose: { tags: any };
export declare function mutation<V, T>(options: { mutate: (value: V) => Promise<T> }): (value: V) => T;
export declare function wrap<A extends unknown[], R>(method: (...values: A) => R): (...values: A) => R;
export declare const condition: boolean;
export declare const anything: any;
export declare const record: Record<string, unknown>;
export declare const metadata: { metadata: { team: string; deep: { er: number } } };
export declare const options: CallOptions | undefined;
export declare const signal: AbortSignal;
`;

/** Code that gives keys of its own to the client. */
export function giverOf(statement: string): string {
  return `${prelude}export const given: unknown = ${statement};\n`;
}

/** Drops `tags` of an update, `search` and `filter_by.role` of a list: the keys that each form below gives. */
export function withoutKeys(pinned: JsonObject): JsonObject {
  const spec = withRole(pinned);
  const { document } = spec;
  delete spec.bodyFields(one, "patch")["tags"];
  spec.dropParameter(all, "get", "search");
  delete roles(spec)["role"];
  return document;
}

/** The pin, with a field more below a query parameter: the pin's own has one alone. */
export function withRole(pinned: JsonObject): Editor {
  const spec = new Editor(structuredClone(pinned));
  roles(spec)["role"] = { type: "string" };
  return spec;
}

function roles(spec: Editor): JsonObject {
  const { properties } = spec.parameter(all, "get", "filter_by")["schema"] as { properties: JsonObject };
  return properties;
}

/** A form, a statement, and the key that the compiler must name when the spec has dropped it. */
export const staleKeys: readonly (readonly [string, string, string])[] = [
  ["a literal", `orq.identities.update("u", { tags: [] })`, "'tags' does not exist in type"],
  ["a variable", `orq.identities.update("u", fields)`, `KeyNotInSpec<"tags">`],
  ["an optional key of a variable", `orq.identities.update("u", optional)`, `KeyNotInSpec<"tags">`],
  ["a spread", `orq.identities.update("u", { ...fields, display_name: "Jane" })`, `KeyNotInSpec<"tags">`],
  ["a spread on a condition", `orq.identities.update("u", { ...(condition && { tags: [] }) })`, `KeyNotInSpec<"tags">`],
  ["a member of a union", `orq.identities.update("u", either)`, `KeyNotInSpec<"tags">`],
  ["a spread of a union", `orq.identities.update("u", { ...either, display_name: "Jane" })`, `KeyNotInSpec<"tags">`],
  ["a key whose value is any", `orq.identities.update("u", loose)`, `KeyNotInSpec<"tags">`],
  [
    "a typed parameter",
    `(given: Readonly<{ tags: string[] }>) => orq.identities.update("u", given)`,
    `KeyNotInSpec<"tags">`,
  ],
  ["an upsert, a literal", `orq.identities.upsert("u", { tags: [] })`, "'tags' does not exist in type"],
  ["an upsert, a variable", `orq.identities.upsert("u", fields)`, `KeyNotInSpec<"tags">`],
  ["a query in a variable", `orq.identities.list(query)`, `KeyNotInSpec<"search">`],
  ["a query in a spread", `orq.identities.list({ ...query })`, `KeyNotInSpec<"search">`],
  ["a query in a member of a union", `orq.identities.list(queries)`, `KeyNotInSpec<"search">`],
  ["a nested key of a variable", `orq.identities.list(nested)`, `KeyNotInSpec<"role">`],
  ["call, a literal", `orq.call(operation, { params, body: { tags: [] } })`, "'tags' does not exist in type"],
  ["call, the body in a variable", `orq.call(operation, { params, body: fields })`, `KeyNotInSpec<"tags">`],
  ["call, the body in a spread", `orq.call(operation, { params, body: { ...fields } })`, `KeyNotInSpec<"tags">`],
  ["call, a query in a variable", `orq.call("GET /v2/identities", { params: { query } })`, `KeyNotInSpec<"search">`],
  [
    "call, its argument in a variable",
    `(() => { const init = { params, body: fields }; return orq.call(operation, init); })()`,
    `KeyNotInSpec<"tags">`,
  ],
];

/** A form, and a statement that compiles whatever keys the spec has dropped. */
export const allowed: readonly (readonly [string, string])[] = [
  ["any keys of open metadata", `orq.identities.update("u", metadata)`],
  ["any keys of open metadata, in a literal", `orq.identities.update("u", { metadata: { a: { b: [1] } } })`],
  ["any", `orq.identities.update("u", anything)`],
  ["any, as a body", `orq.call(operation, { params, body: anything })`],
  ["a record of unknown keys", `orq.identities.update("u", record)`],
  ["the exported type", `(given: IdentityUpdate) => orq.identities.update("u", given)`],
  ["a part of the exported type", `(given: Pick<IdentityUpdate, "email">) => orq.identities.update("u", given)`],
  ["a type parameter", `<T extends IdentityUpdate>(given: T) => orq.identities.update("u", given)`],
  ["a type parameter in a spread", `<T extends IdentityUpdate>(given: T) => orq.identities.update("u", { ...given })`],
  ["a type parameter as a body", `<T extends IdentityUpdate>(body: T) => orq.call(operation, { params, body })`],
  ["a method as a function", `mutation({ mutate: orq.identities.create })`],
  ["a method that is bound", `wrap(orq.identities.update.bind(orq.identities))`],
  ["a fake of a method", `((body) => orq.identities.create(body)) as typeof orq.identities.create`],
  ["a missing query", `(given?: IdentityListQuery) => orq.identities.list(given)`],
  ["a function of any operation", `<O extends Operation>(key: O, init: Init<O>) => orq.call(key, init)`],
  [
    "a function of any operation, with options and a result",
    `<O extends Operation>(key: O, init: Init<O> & CallOptions): Promise<Result<O>> => orq.call(key, init)`,
  ],
  ["no second argument", `orq.call("GET /v2/identities")`],
  ["options in a spread", `orq.call("GET /v2/identities", { ...options, signal, headers: { "x-a": "b" } })`],
  ["the current pin, without naming it", `orq.withSpec().call("GET /v2/identities")`],
];
