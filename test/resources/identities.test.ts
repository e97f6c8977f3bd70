import { ConflictError, NotFoundError, type ResponsePromise } from "orq-client";
import { describe, expect, test } from "vitest";
import { startWithClient } from "../support/sandbox-client.ts";

describe.each(["older", "newer"] as const)("identities, on a server of the %s generation", (generation) => {
  test("an identity lives from create to delete", async () => {
    const { orq } = await startWithClient({ generation });
    const created = await orq.identities.create({ external_id: "user_1", display_name: "Jane", tags: ["premium"] });
    expect(created).toMatchObject({ external_id: "user_1", display_name: "Jane", tags: ["premium"] });

    const updated = await orq.identities.update("user_1", { display_name: "Jane Smith-Wilson" });
    expect(updated).toMatchObject({ _id: created._id, display_name: "Jane Smith-Wilson", tags: ["premium"] });

    expect(await orq.identities.retrieve(created._id)).toMatchObject({ display_name: "Jane Smith-Wilson" });
    expect(await orq.identities.delete("user_1")).toBeUndefined();
    await expect(orq.identities.retrieve("user_1")).rejects.toBeInstanceOf(NotFoundError);
  });

  test("a list is one page when awaited, and every page when iterated", async () => {
    const { orq, sandbox } = await startWithClient({ generation });
    for (let index = 0; index < 5; index += 1) await orq.identities.create({ external_id: `user_${index}` });
    sandbox.exchanges.length = 0;

    const page = await orq.identities.list({ limit: 2 });
    expect(page).toMatchObject({ object: "list", has_more: true });
    expect(page.data.map(({ external_id }) => external_id)).toEqual(["user_4", "user_3"]);
    expect(sandbox.exchanges).toHaveLength(1);

    const seen: string[] = [];
    for await (const { external_id } of orq.identities.list({ limit: 2 })) seen.push(external_id);
    expect(seen).toEqual(["user_4", "user_3", "user_2", "user_1", "user_0"]);
    expect(sandbox.exchanges).toHaveLength(4);
  });

  test("a list is fetched no further than it is read", async () => {
    const { orq, sandbox } = await startWithClient({ generation });
    for (let index = 0; index < 5; index += 1) await orq.identities.create({ external_id: `user_${index}` });
    sandbox.exchanges.length = 0;
    for await (const { external_id } of orq.identities.list({ limit: 2 })) if (external_id === "user_3") break;
    expect(sandbox.exchanges).toHaveLength(1);
  });

  test("a list backwards ends at the newest", async () => {
    const { orq } = await startWithClient({ generation });
    for (let index = 0; index < 5; index += 1) await orq.identities.create({ external_id: `user_${index}` });
    const oldest = await orq.identities.retrieve("user_0");
    const seen: string[] = [];
    for await (const identity of orq.identities.list({ limit: 2, ending_before: oldest._id })) {
      seen.push(identity.external_id);
    }
    expect(seen).toEqual(["user_2", "user_1", "user_4", "user_3"]);
  });

  test("a filter by tags is sent as the API reads it", async () => {
    const { orq, sandbox } = await startWithClient({ generation });
    await orq.identities.create({ external_id: "user_1", tags: ["premium"] });
    await orq.identities.create({ external_id: "user_2", tags: ["beta"] });
    await orq.identities.create({ external_id: "user_3" });
    const { data } = await orq.identities.list({ filter_by: { tags: ["premium", "beta"] } });
    expect(data.map(({ external_id }) => external_id)).toEqual(["user_2", "user_1"]);
    expect(sandbox.exchanges.at(-1)?.path).toBe("/v2/identities?filter_by.tags=premium&filter_by.tags=beta");
  });
});

test("every method gives the response too", async () => {
  const { orq } = await startWithClient();
  const calls: (() => ResponsePromise<unknown>)[] = [
    () => orq.contacts.create({ external_id: "user_1" }),
    () => orq.identities.create({ external_id: "user_2" }),
    () => orq.identities.retrieve("user_2"),
    () => orq.identities.update("user_2", { tags: [] }),
    () => orq.identities.list(),
    () => orq.identities.delete("user_2"),
    () => orq.call("GET /v2/identities/{id}", { params: { path: { id: "user_1" } } }),
  ];
  const statuses: number[] = [];
  for (const call of calls) {
    const { data, response } = await call().withResponse();
    statuses.push(response.status);
    expect(response.headers.get("x-request-id")).toBe(`sandbox-request-${statuses.length}`);
    expect(typeof data).toBe(response.status === 204 ? "undefined" : "object");
  }
  expect(statuses).toEqual([200, 201, 200, 200, 200, 204, 200]);
});

test("a taken external id is a conflict, with what the server said", async () => {
  const { orq } = await startWithClient();
  await orq.identities.create({ external_id: "user_1" });
  const failure = orq.identities.create({ external_id: "user_1" });
  await expect(failure).rejects.toBeInstanceOf(ConflictError);
  await expect(failure).rejects.toMatchObject({
    status: 409,
    method: "POST",
    path: "/v2/identities",
    requestId: "sandbox-request-2",
    body: { message: "body.external_id: user_1 is taken" },
    message: "POST /v2/identities: 409: body.external_id: user_1 is taken",
  });
});
