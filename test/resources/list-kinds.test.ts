import fc from "fast-check";
import { ConfigError, type PagePromise, PaginationError, type SpecClient } from "orq-client";
import { describe, expect, test } from "vitest";
import { reply } from "../support/acts.ts";
import { askedOf, type ListPaths, listsOf } from "../support/list-kinds.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";
import type { Act, RawServer } from "../support/raw-server.ts";

type Lists = SpecClient<ListPaths>;
type AnyList = PagePromise<unknown, object>;

async function startLists(...acts: readonly Act[]): Promise<{ readonly server: RawServer; readonly lists: Lists }> {
  const { server, orq } = await startRawClient(acts);
  return { server, lists: orq.withSpec<ListPaths>() };
}

/** How each kind of list is called, the key of its items, and how its pages after the first are asked for. */
const kinds: readonly (readonly [string, (lists: Lists, limit: number) => AnyList, string, string])[] = [
  [
    "by _id",
    (lists, limit) => lists.paginate("GET /records", { params: { query: { limit } } }),
    "_id",
    "starting_after",
  ],
  [
    "by id",
    (lists, limit) => lists.paginate("GET /deployments", { params: { query: { limit } } }),
    "id",
    "starting_after",
  ],
  [
    "by a key that the call names, with hasMore",
    (lists, limit) => lists.paginate("GET /budgets", { params: { query: { limit } }, cursor: "budgetId" }),
    "budgetId",
    "starting_after",
  ],
  [
    "of which nothing is required",
    (lists, limit) => lists.paginate("GET /insights", { params: { query: { limit } }, cursor: "insight_id" }),
    "insight_id",
    "starting_after",
  ],
  [
    "that may be null",
    (lists, limit) => lists.paginate("GET /policies", { params: { query: { limit } } }),
    "_id",
    "starting_after",
  ],
  [
    "that is an array",
    (lists, limit) => lists.paginate("GET /keys", { params: { query: { limit } } }),
    "id",
    "starting_after",
  ],
  [
    "by token",
    (lists, limit) => lists.paginate("GET /spans", { params: { query: { limit } } }),
    "span_id",
    "page_token",
  ],
  ["by number", (lists, limit) => lists.paginate("GET /webhooks", { params: { query: { limit } } }), "_id", "page"],
  [
    "by token, in a body",
    (lists, limit) => lists.paginate("POST /logs/search", { body: { from: "today", limit } }),
    "id",
    "page_token",
  ],
  [
    "by number, in a body",
    (lists, limit) => lists.paginate("POST /chunks/list", { body: { page: 1, limit } }),
    "_id",
    "page",
  ],
];

const five = ["a", "b", "c", "d", "e"];

describe.each(kinds)("a list %s", (name, list, key, lead) => {
  const items = (ids: readonly string[]): unknown[] => ids.map((id) => expect.objectContaining({ [key]: id }));
  /** An array does not say that there is no more: one page has to be empty. */
  const pagesOf = (count: number, limit: number): number =>
    name === "that is an array" ? Math.ceil(count / limit) + 1 : Math.max(1, Math.ceil(count / limit));

  test("over three pages, with all that the first one was asked for", async () => {
    const { server, lists } = await startLists(listsOf(five));
    const seen: unknown[] = [];
    for await (const item of list(lists, 2)) seen.push(item);
    expect(seen).toEqual(items(five));
    const asked = server.requests.map(askedOf);
    expect(asked).toHaveLength(pagesOf(5, 2));
    for (const [index, { limit, from, ...rest }] of asked.entries()) {
      expect(Number(limit)).toBe(2);
      if (name === "by token, in a body") expect(from).toBe("today");
      expect(Object.keys(rest)).toEqual(index === 0 && !(lead in rest) ? [] : [lead]);
    }
  });

  test("page by page", async () => {
    const { lists } = await startLists(listsOf(five));
    const seen: unknown[] = [];
    let page = await list(lists, 2);
    for (;;) {
      seen.push(
        ...Object.values(JSON.parse(JSON.stringify({ ...page })))
          .flat()
          .filter((item) => Object(item) === item),
      );
      if (!page.hasNextPage) break;
      page = await page.getNextPage();
    }
    expect(seen).toEqual(items(five));
    expect(await failureOf(page.getNextPage())).toMatchObject({ code: "PAGINATION" });
  });

  test("without an item is one page, of no items", async () => {
    const { server, lists } = await startLists(listsOf([]));
    expect(await list(lists, 2).toArray()).toEqual([]);
    expect((await list(lists, 2)).hasNextPage).toBe(false);
    expect(server.requests).toHaveLength(2);
  });

  test("nothing is lost and nothing comes twice, in as many requests as there are pages", async () => {
    const sizes = fc.record({
      count: fc.nat({ max: 9 }),
      limit: fc.integer({ min: 1, max: 4 }),
      most: fc.integer({ min: 1, max: 10 }),
    });
    await fc.assert(
      fc.asyncProperty(sizes, async ({ count, limit, most }) => {
        const ids = Array.from({ length: count }, (_, index) => `item ${index}`);
        const { server, lists } = await startLists(listsOf(ids));
        expect(await list(lists, limit).toArray()).toEqual(items(ids));
        expect(server.requests).toHaveLength(pagesOf(count, limit));
        expect(await list(lists, limit).toArray({ limit: most })).toEqual(items(ids.slice(0, most)));
        const needed = most <= count ? Math.ceil(most / limit) : pagesOf(count, limit);
        expect(server.requests).toHaveLength(pagesOf(count, limit) + needed);
      }),
      { numRuns: 15 },
    );
  });
});

describe("a page", () => {
  test("is the reply alone, for JSON and for whoever compares it", async () => {
    const { lists } = await startLists(listsOf(five));
    const page = await lists.paginate("GET /deployments");
    const body = { data: [{ id: "a" }, { id: "b" }], has_more: true };
    expect(page).toStrictEqual(body);
    expect(JSON.parse(JSON.stringify(page))).toEqual(body);
    expect(Object.keys(page)).toEqual(["data", "has_more"]);
  });

  test("comes with its response, also the next one", async () => {
    const { server, lists } = await startLists(listsOf(five));
    const { data, response } = await lists.paginate("GET /deployments").withResponse();
    expect(new URL(response.url).search).toBe("");
    const next = await data.getNextPage().withResponse();
    expect(new URL(next.response.url).search).toBe("?starting_after=b");
    expect(next.data.data).toEqual([{ id: "c" }, { id: "d" }]);
    expect(server.requests).toHaveLength(2);
  });

  test("gives its next page as often as it is asked, and that one iterates from there", async () => {
    const { lists } = await startLists(listsOf(five));
    const { getNextPage } = await lists.paginate("GET /deployments");
    for (let time = 0; time < 2; time += 1) expect(await getNextPage().toArray()).toHaveLength(3);
  });

  test("asks for nothing before it is awaited", async () => {
    const { server, lists } = await startLists(listsOf(five));
    const list = lists.paginate("GET /deployments");
    expect(server.requests).toHaveLength(0);
    (await list).getNextPage();
    expect(server.requests).toHaveLength(1);
  });

  test("leads backwards from ending_before", async () => {
    const { server, lists } = await startLists(listsOf(five));
    const list = lists.paginate("GET /deployments", { params: { query: { ending_before: "e" } } });
    expect((await list.toArray()).map(({ id }) => id)).toEqual(["c", "d", "a", "b"]);
    expect(server.requests.map(askedOf)).toEqual([{ ending_before: "e" }, { ending_before: "c" }]);
  });

  test("is the last that an iteration reads, where maxPages says so", async () => {
    const { server, lists } = await startLists(listsOf(five));
    expect(await lists.paginate("POST /chunks/list", { body: { page: 1 }, maxPages: 2 }).toArray()).toHaveLength(4);
    expect(server.requests).toHaveLength(2);
  });
});

describe("row 48: pages that do not lead on", () => {
  const data = [{ id: "a" }, { id: "b" }];
  const page = reply(200, {}, { data, has_more: true });

  test("the error says which call it was, and what the server said of it", async () => {
    const { lists } = await startLists(page);
    const { getNextPage } = await lists.paginate("GET /deployments");
    const error = await failureOf(getNextPage());
    expect(error).toBeInstanceOf(PaginationError);
    expect(error).toMatchObject({ method: "GET", path: "/deployments", status: 200, attempts: 1 });
    expect(error.message).toBe("GET /deployments: the server's pages lead back to one that has been read");
  });

  test("items of a page that has been read do not come twice", async () => {
    const { lists } = await startLists(page);
    const seen: unknown[] = [];
    const walk = async (): Promise<void> => {
      for await (const item of lists.paginate("GET /deployments")) seen.push(item);
    };
    await failureOf(walk());
    expect(seen).toEqual(data);
  });

  test("a chain that leads back, page by page", async () => {
    const of = (id: string): Act => reply(200, {}, { data: [{ id }], has_more: true });
    const { server, lists } = await startLists(of("a"), of("b"), of("a"));
    const second = await (await lists.paginate("GET /deployments")).getNextPage();
    expect(await failureOf(second.getNextPage())).toBeInstanceOf(PaginationError);
    expect(server.requests).toHaveLength(3);
  });

  test("a server that knows no page numbers", async () => {
    const { server, lists } = await startLists(reply(200, {}, { count: 1, items: [{ _id: "a" }], has_more: true }));
    expect(await failureOf(lists.paginate("GET /webhooks").toArray())).toBeInstanceOf(PaginationError);
    expect(server.requests).toHaveLength(2);
  });

  test("items without a cursor: the call is to name one", async () => {
    const { lists } = await startLists(reply(200, {}, { data: [{}], has_more: true }));
    const told = await failureOf(lists.paginate("GET /deployments").toArray());
    expect(told.message).toMatch(/^GET \/deployments: an item has no _id or id .* pass cursor/);
    const named = await failureOf(lists.paginate("GET /insights", { cursor: "insight_id" }).toArray());
    expect(named.message).toContain("an item has no insight_id");
  });

  test("an empty page with a token goes on, and one without does not", async () => {
    const empty = reply(200, {}, { data: [], has_more: true, next_page_token: "t" });
    const { lists } = await startLists(empty, reply(200, {}, { data: [{ span_id: "a" }] }));
    expect(await lists.paginate("GET /spans").toArray()).toEqual([{ span_id: "a" }]);
    const without = await startLists(reply(200, {}, { data: [], has_more: true }));
    expect(await failureOf(without.lists.paginate("GET /spans").toArray())).toBeInstanceOf(PaginationError);
  });
});

test.each([0, 1.5, -1, "2", null])("toArray({ limit: %j }) is a ConfigError, and nothing is sent", async (limit) => {
  const { server, lists } = await startLists(listsOf(five));
  const error = await failureOf(lists.paginate("GET /deployments").toArray({ limit: limit as number }));
  expect(error).toBeInstanceOf(ConfigError);
  expect(error.message).toContain("limit");
  expect(server.requests).toHaveLength(0);
});
