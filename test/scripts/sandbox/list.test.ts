import { describe, expect, it } from "vitest";
import { startSandboxClient, type TestSandboxOptions } from "../../support/sandbox-client.ts";

interface Listed {
  readonly users: string[];
  readonly hasMore: boolean;
  readonly first: string;
  readonly last: string;
}

/** Seven identities, so that pages of three end with a short one. */
async function startWithSeven(options?: TestSandboxOptions): Promise<{ list: (query: string) => Promise<Listed> }> {
  const { call } = await startSandboxClient(options);
  for (const number of [1, 2, 3, 4, 5, 6, 7]) {
    const { status } = await call("POST /v2/identities", {
      external_id: `user_${number}`,
      display_name: `Person ${number}`,
      email: `mail${number}@example.com`,
      tags: number % 2 === 0 ? ["even"] : number === 3 ? ["odd", "three"] : ["odd"],
    });
    expect(status).toBe(201);
  }
  return {
    list: async (query) => {
      const { status, body } = await call(`GET /v2/identities${query}`);
      expect({ status, body }).toMatchObject({ status: 200, body: { object: "list" } });
      const page = body as { data: { _id: string; external_id: string }[]; has_more: boolean };
      return {
        users: page.data.map((identity) => identity.external_id),
        hasMore: page.has_more,
        first: page.data.at(0)?._id ?? "",
        last: page.data.at(-1)?._id ?? "",
      };
    },
  };
}

describe("the list", () => {
  it("walks every page forwards, the newest first, and back again", async () => {
    const { list } = await startWithSeven();
    const first = await list("?limit=3");
    const second = await list(`?limit=3&starting_after=${first.last}`);
    const third = await list(`?limit=3&starting_after=${second.last}`);
    expect([first, second, third]).toMatchObject([
      { users: ["user_7", "user_6", "user_5"], hasMore: true },
      { users: ["user_4", "user_3", "user_2"], hasMore: true },
      { users: ["user_1"], hasMore: false },
    ]);

    const back = await list(`?limit=3&ending_before=${third.first}`);
    const start = await list(`?limit=3&ending_before=${back.first}`);
    expect(back).toMatchObject({ users: second.users, hasMore: true });
    expect(start).toMatchObject({ users: first.users, hasMore: false });
  });

  it("says that nothing follows a last page that is full", async () => {
    const { list } = await startWithSeven();
    expect(await list("?limit=7")).toMatchObject({ hasMore: false });
    expect((await list("")).users).toHaveLength(7);
  });

  it("keeps the place of a cursor whose identity has been deleted since", async () => {
    const { call } = await startSandboxClient();
    for (const external_id of ["user_1", "user_2"]) await call("POST /v2/identities", { external_id });
    const newest = await call("GET /v2/identities/user_2");
    await call("DELETE /v2/identities/user_2");
    const { _id } = newest.body as Record<string, string>;
    const rest = await call(`GET /v2/identities?starting_after=${_id}`);
    expect(rest).toMatchObject({ status: 200, body: { data: [{ external_id: "user_1" }] } });
  });

  it("refuses a cursor that it has never given out, and two cursors at once", async () => {
    const { call } = await startSandboxClient();
    expect(await call("GET /v2/identities?starting_after=contact_0")).toMatchObject({ status: 400 });
    expect(await call("GET /v2/identities?starting_after=a&ending_before=b")).toMatchObject({ status: 400 });
  });

  it.each(["older", "newer"] as const)("filters by any of the given tags and searches (%s)", async (generation) => {
    const { list } = await startWithSeven({ generation });
    expect((await list("?filter_by.tags=three")).users).toEqual(["user_3"]);
    expect((await list("?filter_by.tags=three&filter_by.tags=even")).users).toEqual([
      "user_6",
      "user_4",
      "user_3",
      "user_2",
    ]);
    expect((await list("?search=pERSON%205")).users).toEqual(["user_5"]);
    expect((await list("?search=MAIL6@")).users).toEqual(["user_6"]);

    const page = await list("?filter_by.tags=odd&limit=2");
    expect(page).toMatchObject({ users: ["user_7", "user_5"], hasMore: true });
    const next = await list(`?filter_by.tags=odd&limit=2&starting_after=${page.last}`);
    expect(next).toMatchObject({ users: ["user_3", "user_1"], hasMore: false });
  });

  it("sorts, and has no bounds for a page, in the newer generation", async () => {
    const { list } = await startWithSeven({ generation: "newer" });
    const byName = await list("?sort_by=IDENTITY_SORT_FIELD_DISPLAY_NAME&limit=100&include_budget=true");
    expect(byName.users).toEqual(["user_1", "user_2", "user_3", "user_4", "user_5", "user_6", "user_7"]);
    const next = await list("?sort_by=IDENTITY_SORT_FIELD_UPDATED&limit=0");
    expect(next).toMatchObject({ users: ["user_7"], hasMore: true });
  });
});
