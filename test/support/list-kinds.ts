import { reply } from "./acts.ts";
import type { Act, RawRequest } from "./raw-server.ts";

interface Get<Query, Page> {
  get: {
    parameters: { query?: Query; header?: never; path?: never; cookie?: never };
    requestBody?: never;
    responses: { 200: { content: { "application/json": Page } } };
  };
}

interface Post<Body, Page> {
  post: {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    requestBody: { content: { "application/json": Body } };
    responses: { 200: { content: { "application/json": Page } } };
  };
}

interface Cursors {
  starting_after?: string;
  ending_before?: string;
  limit?: number;
}

interface Tokens {
  page_token?: string;
  limit?: number;
}

interface Numbers {
  page?: number;
  limit?: number;
}

/** One list of each kind that the API has, in the shape in which openapi-typescript writes them. */
export interface ListPaths {
  "/records": Get<Cursors, { object: "list"; data: { _id: string; id: number }[]; has_more: boolean }>;
  "/deployments": Get<Cursors, { object: "list"; data: { id: string }[]; has_more: boolean }>;
  "/budgets": Get<Cursors, { object: string; data: { budgetId: string }[]; hasMore?: boolean }>;
  "/insights": Get<Cursors, { data?: { insight_id?: string }[]; has_more?: boolean }>;
  "/policies": Get<Cursors, { data: { _id: string }[] | null; has_more: boolean }>;
  "/keys": Get<Cursors, { id: string; token: string }[]>;
  "/spans": Get<Tokens, { data?: { span_id?: string }[]; has_more?: boolean; next_page_token?: string }>;
  "/webhooks": Get<Numbers, { count: number; items: { _id: string }[]; has_more: boolean }>;
  "/logs/search": Post<
    Tokens & { from: string },
    { data?: { id?: string }[]; has_more?: boolean; next_page_token?: string }
  >;
  "/chunks/list": Post<Numbers & { q?: string }, { object: "list"; data: { _id: string }[]; has_more: boolean }>;
}

/** What a list is asked with: a query, or a body. */
type Asked = Readonly<Record<string, unknown>>;

type Answer = (items: readonly string[], asked: Asked) => object;

function window(items: readonly string[], start: number, limit: number): { page: string[]; more: boolean } {
  return { page: items.slice(start, start + limit), more: start + limit < items.length };
}

function limitOf({ limit = 2 }: Asked): number {
  return Number(limit);
}

/** Pages by cursor, forwards and backwards. */
function byCursor(write: (page: readonly string[], more: boolean) => object): Answer {
  return (items, asked) => {
    const limit = limitOf(asked);
    const { starting_after: after, ending_before: before } = asked;
    if (before !== undefined) {
      const end = items.indexOf(String(before));
      const start = Math.max(0, end - limit);
      return write(items.slice(start, end), start > 0);
    }
    const { page, more } = window(items, after === undefined ? 0 : items.indexOf(String(after)) + 1, limit);
    return write(page, more);
  };
}

function byToken(key: string): Answer {
  return (items, asked) => {
    const start = Number(String(asked["page_token"] ?? "at 0").slice("at ".length));
    const { page, more } = window(items, start, limitOf(asked));
    return {
      data: page.map((item) => ({ [key]: item })),
      ...(more && { has_more: true, next_page_token: `at ${start + page.length}` }),
    };
  };
}

function byNumber(write: (page: readonly string[], more: boolean) => object): Answer {
  return (items, asked) => {
    const { page, more } = window(items, (Number(asked["page"] ?? 1) - 1) * limitOf(asked), limitOf(asked));
    return write(page, more);
  };
}

const answers: Readonly<Record<keyof ListPaths, Answer>> = {
  "/records": byCursor((page, has_more) => ({ data: page.map((_id, id) => ({ _id, id })), has_more })),
  "/deployments": byCursor((page, has_more) => ({ data: page.map((id) => ({ id })), has_more })),
  "/budgets": byCursor((page, hasMore) =>
    page.length === 0 ? { object: "list" } : { object: "list", data: page.map((budgetId) => ({ budgetId })), hasMore },
  ),
  "/insights": byCursor((page, has_more) =>
    page.length === 0 ? {} : { data: page.map((insight_id) => ({ insight_id })), has_more },
  ),
  "/policies": byCursor((page, has_more) => ({
    data: page.length === 0 ? null : page.map((_id) => ({ _id })),
    has_more,
  })),
  "/keys": byCursor((page) => page.map((id) => ({ id, token: "t" }))),
  "/spans": byToken("span_id"),
  "/webhooks": byNumber((page, has_more) => ({ count: page.length, items: page.map((_id) => ({ _id })), has_more })),
  "/logs/search": byToken("id"),
  "/chunks/list": byNumber((page, has_more) => ({ object: "list", data: page.map((_id) => ({ _id })), has_more })),
};

/** Serves these items from each list of `ListPaths`, in pages of two unless it is asked for another size. */
export function listsOf(items: readonly string[]): Act {
  return (socket, request) => {
    const { pathname } = new URL(request.path, "http://server");
    reply(200, {}, answers[pathname as keyof ListPaths](items, askedOf(request)))(socket, request);
  };
}

/** What a request asked with. */
export function askedOf({ method, path, body }: RawRequest): Asked {
  return method === "GET" ? Object.fromEntries(new URL(path, "http://server").searchParams) : JSON.parse(body);
}
