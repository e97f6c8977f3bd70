import { BadRequestError, ConflictError, NotFoundError, type ResponsePromise } from "orq-client";
import { describe, expect, test } from "vitest";
import { failureOf } from "../support/raw-client.ts";
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

  test("every method gives the response too", async () => {
    const { orq, sandbox } = await startWithClient({ generation });
    const calls: (() => ResponsePromise<unknown>)[] = [
      () => orq.identities.create({ external_id: "user_1" }),
      () => orq.identities.retrieve("user_1"),
      () => orq.identities.update("user_1", { tags: [] }),
      () => orq.identities.list(),
      () => orq.call("GET /v2/identities/{id}", { params: { path: { id: "user_1" } } }),
      () => orq.identities.delete("user_1"),
    ];
    for (const call of calls) {
      const { data, response } = await call().withResponse();
      const { status } = sandbox.exchanges.at(-1) ?? {};
      expect(response.status).toBe(status);
      expect(response.headers.get("x-request-id")).toBe(`sandbox-request-${sandbox.exchanges.length}`);
      expect(typeof data).toBe(call === calls.at(-1) ? "undefined" : "object");
    }
    const deleted = { older: 204, newer: 200 }[generation];
    expect(sandbox.exchanges.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200, deleted]);
  });

  test("metrics come where they are asked for", async () => {
    const { orq } = await startWithClient({ generation });
    await orq.identities.create({ external_id: "user_1" });
    const { metrics } = await orq.identities.retrieve("user_1", { include_metrics: true });
    expect(metrics?.total_requests).toBe(0);
    expect((await orq.identities.retrieve("user_1")).metrics ?? null).toBeNull();
    const { data } = await orq.identities.list({ include_metrics: true });
    expect(data[0]?.metrics.total_requests).toBe(0);
  });

  test("a taken external id is a conflict, with what the server said", async () => {
    const { orq } = await startWithClient({ generation });
    await orq.identities.create({ external_id: "user_1" });
    const error = await failureOf(orq.identities.create({ external_id: "user_1" }));
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({
      status: 409,
      method: "POST",
      path: "/v2/identities",
      requestId: "sandbox-request-2",
      body: { message: "body.external_id: user_1 is taken" },
      message: "POST /v2/identities: 409: body.external_id: user_1 is taken",
    });
  });

  test("an identity that is not there is told by each method, in the words of the server", async () => {
    const { orq } = await startWithClient({ generation });
    const calls: (() => PromiseLike<unknown>)[] = [
      () => orq.identities.retrieve("nobody"),
      () => orq.identities.update("nobody", {}),
      () => orq.identities.delete("nobody"),
    ];
    for (const call of calls) {
      const error = await failureOf(call());
      expect(error).toBeInstanceOf(NotFoundError);
      expect(error.message).toMatch(/ \/v2\/identities\/nobody: 404: No identity has the id nobody$/);
    }
  });
});

test("null clears a field where the server takes it, and is refused as a bad request where it does not", async () => {
  const { orq: older } = await startWithClient({ generation: "older" });
  await older.identities.create({ external_id: "user_1", email: "jane@example.com" });
  expect((await older.identities.update("user_1", { email: null })).email).toBeNull();
  const { orq: newer } = await startWithClient({ generation: "newer" });
  await newer.identities.create({ external_id: "user_1", email: "jane@example.com" });
  await expect(newer.identities.update("user_1", { email: null })).rejects.toBeInstanceOf(BadRequestError);
  expect((await newer.identities.retrieve("user_1")).email).toBe("jane@example.com");
});
