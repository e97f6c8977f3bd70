import { AbortError, ConfigError, type PageOptions, PaginationError } from "orq-client";
import { describe, expect, it } from "vitest";
import { reply } from "../support/acts.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";
import type { Act } from "../support/raw-server.ts";

function page(ids: readonly string[], hasMore: boolean): Act {
  return reply(200, {}, { object: "list", data: ids.map((_id) => ({ _id })), has_more: hasMore });
}

async function walk(acts: readonly Act[], options: PageOptions = {}, onItem: (id: string) => void = () => {}) {
  const { server, orq } = await startRawClient(acts);
  const ids: string[] = [];
  const walking = (async () => {
    for await (const { _id } of orq.identities.list({}, options)) {
      ids.push(_id);
      onItem(_id);
    }
  })();
  return { server, ids, walking };
}

describe("pages", () => {
  it("row 48: a cursor that comes again is an error, at once or after a round", async () => {
    const same = await walk([page(["a", "b"], true)]);
    const error = await failureOf(same.walking);
    expect(error).toBeInstanceOf(PaginationError);
    expect(error.message).toBe("GET /v2/identities: the server's pages lead back to one that has been read");
    expect(same.server.requests).toHaveLength(2);
    const round = await walk([page(["a"], true), page(["b"], true), page(["a"], true)]);
    expect(await failureOf(round.walking)).toMatchObject({ code: "PAGINATION" });
    expect(round.server.requests).toHaveLength(3);
  });

  it("row 48: an empty page that says there is more is an error", async () => {
    const { walking, ids } = await walk([page(["a"], true), page([], true)]);
    const error = await failureOf(walking);
    expect(error).toBeInstanceOf(PaginationError);
    expect(error.message).toBe("GET /v2/identities: has_more is true, but the page is empty");
    expect(ids).toEqual(["a"]);
  });

  it.each(["null", "7", '{"data":7}', '{"has_more":true}'])(
    "row 48: %s is no page, and is told as such",
    async (text) => {
      const { walking, ids } = await walk([reply(200, { "content-type": "application/json" }, text)]);
      const problem = "the server gave a page without a list of items";
      expect(await failureOf(walking)).toMatchObject({
        code: "PAGINATION",
        message: `GET /v2/identities: ${problem}`,
      });
      expect(ids).toEqual([]);
    },
  );

  it("row 48: a token or a cursor that is empty leads nowhere", async () => {
    const empty = { object: "list", has_more: true, next_page_token: "" };
    const { server, ids, walking } = await walk([
      reply(200, {}, { ...empty, data: [{ _id: "a" }] }),
      reply(200, {}, { ...empty, data: [{ _id: "" }] }),
    ]);
    expect((await failureOf(walking)).message).toContain("an item has no _id that leads on: pass cursor");
    expect(server.requests.map(({ path }) => path)).toEqual(["/v2/identities", "/v2/identities?starting_after=a"]);
    expect(ids).toEqual(["a", ""]);
  });

  it("row 48: the last page says that there is none after it", async () => {
    const { server, orq } = await startRawClient([page(["a"], false)]);
    const last = await orq.identities.list();
    expect(last.hasNextPage).toBe(false);
    expect((await failureOf(last.getNextPage())).message).toContain("there is no page after the last one");
    expect(server.requests).toHaveLength(1);
  });

  it("row 48: an abort between two pages: no further request", async () => {
    const controller = new AbortController();
    const abort = (id: string): void => (id === "b" ? controller.abort() : undefined);
    const { server, ids, walking } = await walk([page(["a", "b"], true)], { signal: controller.signal }, abort);
    expect(await failureOf(walking)).toBeInstanceOf(AbortError);
    expect(ids).toEqual(["a", "b"]);
    expect(server.requests).toHaveLength(1);
  });

  it("row 48: maxPages ends it, and a page is fetched when it is needed, not before", async () => {
    const acts = [page(["a"], true), page(["b"], true), page(["c"], true), page(["d"], false)];
    const { server, ids, walking } = await walk(acts, { maxPages: 2 });
    await walking;
    expect(ids).toEqual(["a", "b"]);
    expect(server.requests.map(({ path }) => path)).toEqual(["/v2/identities", "/v2/identities?starting_after=a"]);

    const { orq, server: lazy } = await startRawClient(acts);
    for await (const { _id } of orq.identities.list()) if (_id === "b") break;
    expect(lazy.requests).toHaveLength(2);
    const refused = await failureOf(orq.identities.list({}, { maxPages: 0 }));
    expect(refused).toBeInstanceOf(ConfigError);
    expect(refused.message).toContain("maxPages");
  });
});
