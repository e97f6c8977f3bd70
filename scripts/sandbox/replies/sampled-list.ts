import { isObject, type Json, type JsonObject } from "../../document/json.ts";
import type { Api } from "../api/api.ts";
import type { Operation, Place } from "../api/operation.ts";
import type { ValidRequest } from "../requests/request.ts";
import { type Reply, refuse } from "./reply.ts";

/** How many items every sampled list has: three pages of the default size, the last one short. */
const itemCount = 25;
const defaultLimit = 10;
/** Where the list of a page stands. */
const listKeys = ["data", "items"];
const pagingKeys = ["starting_after", "ending_before", "page", "page_token"];

/** Answers one page of a list that the operation pages through; `undefined` when the operation is none. */
export function sampledList(
  { sampler, checker }: Api,
  { parameters }: Operation,
  schema: Place,
  { query }: ValidRequest,
  reply: Reply,
): Reply | undefined {
  const whole = sampler.sample(schema.pointer);
  const envelope = isObject(whole) ? whole : {};
  // A list without an envelope is one page after the other too.
  const listKey = Array.isArray(whole) ? "" : listKeys.find((key) => Array.isArray(envelope[key]));
  const isPaged = parameters.some(({ in: where, name }) => where === "query" && pagingKeys.includes(name));
  if (listKey === undefined || !isPaged) return undefined;
  const withItems = (list: Json[], facts: JsonObject = {}): Json =>
    listKey === "" ? list : { ...envelope, [listKey]: list, ...facts };
  const [sample = null] = (listKey === "" ? whole : envelope[listKey]) as Json[];
  const items = numberedItems(sample, (item) => checker.errors(schema.pointer, withItems([item])).length === 0);

  const slice = sliceOf(items, query);
  if (slice === undefined) return refuse(400, `query: no item has the cursor ${cursorOf(query)}`);
  const { start, end } = slice;
  const hasMore = query["ending_before"] === undefined ? end < items.length : start > 0;
  const about: JsonObject = {
    has_more: hasMore,
    hasMore,
    count: items.length,
    next_page_token: hasMore ? String(end) : "",
  };
  const facts = Object.fromEntries(Object.entries(about).filter(([key]) => Object.hasOwn(envelope, key)));
  return { ...reply, body: withItems(items.slice(start, end), facts) };
}

function cursorOf(query: ValidRequest["query"]): unknown {
  return query["starting_after"] ?? query["ending_before"] ?? query["page_token"];
}

function sliceOf(items: readonly Json[], query: ValidRequest["query"]): { start: number; end: number } | undefined {
  const limit = Math.max(1, Number(query["limit"] ?? defaultLimit));
  const { starting_after: after, ending_before: before, page_token: token, page } = query;
  const position = (cursor: unknown): number => items.findIndex((item) => textsOf(item).includes(String(cursor)));
  if (after !== undefined) return position(after) < 0 ? undefined : sliceFrom(items, position(after) + 1, limit);
  if (before !== undefined) {
    const end = position(before);
    return end < 0 ? undefined : { start: Math.max(0, end - limit), end };
  }
  // The token of the first page is missing, or empty where the client sends all that it has.
  const offset = token === undefined ? (Math.max(1, Number(page ?? 1)) - 1) * limit : Number(token);
  return Number.isInteger(offset) && offset >= 0 ? sliceFrom(items, offset, limit) : undefined;
}

function sliceFrom(items: readonly Json[], offset: number, limit: number): { start: number; end: number } {
  const start = Math.min(offset, items.length);
  return { start, end: Math.min(start + limit, items.length) };
}

function textsOf(item: Json): unknown[] {
  return isObject(item) ? Object.values(item) : [item];
}

/** Writes a number behind a text, or over its end where its length or its pattern leaves no room. */
const numberings: readonly ((text: string, digits: string) => string)[] = [
  (text, digits) => `${text}_${digits}`,
  (text, digits) => text.slice(0, Math.max(0, text.length - digits.length)) + digits,
];

/** Copies an item with its number in each text where it may stand, since any of them can be the cursor. */
function numberedItems(item: Json, fits: (item: Json) => boolean): Json[] {
  const fields: JsonObject = isObject(item) ? item : { item };
  const itemOf = (values: JsonObject): Json => (isObject(item) ? values : (values["item"] ?? null));
  const ways = Object.entries(fields).flatMap(([key, text]) => {
    if (typeof text !== "string") return [];
    const way = numberings.find((number) => fits(itemOf({ ...fields, [key]: number(text, digitsOf(itemCount)) })));
    return way === undefined ? [] : [{ key, numbered: (digits: string) => way(text, digits) }];
  });
  return Array.from({ length: itemCount }, (_item, index) => {
    const digits = digitsOf(index + 1);
    return itemOf({ ...fields, ...Object.fromEntries(ways.map(({ key, numbered }) => [key, numbered(digits)])) });
  });
}

function digitsOf(number: number): string {
  return String(number).padStart(String(itemCount).length, "0");
}
