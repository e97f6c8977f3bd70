import type { Api } from "../../scripts/sandbox/api/api.ts";
import type { Operation } from "../../scripts/sandbox/api/operation.ts";
import { type SampledInit, sampledInit } from "./sampled-request.ts";

export type Kind = "call" | "stream" | "paginate" | "upload" | "misuse";

/** One statement of a program, about one operation. */
export interface Statement {
  readonly operation: string;
  readonly kind: Kind;
  /** What is wrong with a misuse. */
  readonly what: string;
  readonly code: string;
}

const form = "multipart/form-data";
const pagingKeys = ["starting_after", "page", "page_token"];
const stale = { not_in_spec: 1 };

/** Returns every use of an operation, and misuses that must not compile, from the document alone. */
export function statementsOf(api: Api, operation: Operation): Statement[] {
  const { key, body } = operation;
  const sampled = sampledInit(api, operation);
  const name = JSON.stringify(key);
  const fields = isFields(sampled.body) ? sampled.body : undefined;
  const takesStream = fields !== undefined && "stream" in fields;
  const init = initOf({ ...sampled, body: takesStream ? { ...fields, stream: undefined } : sampled.body });
  const withBody = (changed: unknown): string => initOf({ ...sampled, body: changed });
  const uses: [Kind, boolean, string][] = [
    [sampled.contentType === form ? "upload" : "call", true, `api.call(${name}, ${init})`],
    ["stream", hasEvents(operation), `api.stream(${name}, ${init})`],
    ["paginate", isList(operation), `api.paginate(${name}, ${listInitOf(api, operation, sampled)})`],
  ];
  const misuses: [string, boolean, string][] = [
    ["a path that is not there", true, `api.call(${JSON.stringify(`${key}/gone`)}, ${init})`],
    ["a stale key beside params", true, `api.call(${name}, { ...${JSON.stringify(stale)}, ...${init} })`],
    [
      "a stale key of the query",
      true,
      `api.call(${name}, ${initOf({ ...sampled, params: { ...sampled.params, query: { ...sampled.params.query, ...stale } } })})`,
    ],
    ["a stale key of the body", fields !== undefined, `api.call(${name}, ${withBody({ ...fields, ...stale })})`],
    ["no body", body?.required === true, `api.call(${name}, ${withBody(undefined)})`],
    ["events of a call", takesStream, `api.call(${name}, ${withBody({ ...fields, stream: true })})`],
    ["a stream", !hasEvents(operation), `api.stream(${name}, ${init})`],
    [
      "a list",
      !isList(operation) && !pagingKeys.some((name) => fields && name in fields),
      `api.paginate(${name}, ${init})`,
    ],
  ];
  return [
    ...uses.flatMap(([kind, applies, code]) => (applies ? [{ operation: key, kind, what: kind, code }] : [])),
    ...misuses.flatMap(([what, applies, code]) =>
      applies ? [{ operation: key, kind: "misuse" as const, what, code }] : [],
    ),
  ];
}

function hasEvents({ responses }: Operation): boolean {
  return [...responses.values()].some(({ contents }) => contents.has("text/event-stream"));
}

function isList({ parameters }: Operation): boolean {
  return parameters.some(({ name }) => pagingKeys.includes(name));
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The first page of three: of 25 items, ten a page. The cursor is named where the items of the list have neither of the usual ones. */
function listInitOf(api: Api, operation: Operation, { params }: SampledInit): string {
  const schema = operation.responses.get("200")?.contents.get("application/json");
  const page = schema === undefined ? undefined : api.sampler.sample(schema.pointer);
  const items = isFields(page) ? (page["data"] ?? page["items"]) : page;
  const item: unknown = Array.isArray(items) ? items[0] : undefined;
  const keys = isFields(item) ? Object.keys(item) : [];
  const usual =
    keys.includes("_id") || keys.includes("id") || !operation.parameters.some(({ name }) => name === "starting_after");
  const cursor = usual ? undefined : keys.find((key) => /(^|_)id$|[a-z]Id$/.test(key));
  return literal({ params: { path: emptyless(params.path), query: { limit: 10 } }, cursor });
}

function initOf({ params: { path, query }, body, contentType }: SampledInit): string {
  const params = { path: emptyless(path), query: emptyless(query) };
  return literal({ params: emptyless(params), body, contentType: contentType === form ? contentType : undefined });
}

function emptyless<Fields extends object>(fields: Fields): Fields | undefined {
  return Object.values(fields).some((value) => value !== undefined) ? fields : undefined;
}

/** Writes a value as TypeScript. A key that is `undefined` is left out. */
function literal(value: unknown): string {
  if (value instanceof File) return `new File(["content"], ${JSON.stringify(value.name)})`;
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{ ${fields.map(([key, field]) => `${JSON.stringify(key)}: ${literal(field)}`).join(", ")} }`;
}
