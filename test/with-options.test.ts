import { type OrqEvent, type OrqOverrides, ServerError } from "orq-client";
import { describe, expect, test } from "vitest";
import { ok, reply } from "./support/acts.ts";
import { by, roads, startThings } from "./support/plain-call.ts";
import { failureOf } from "./support/raw-client.ts";
import { one, retrieve, thingsOf } from "./support/things.ts";

describe("withOptions", () => {
  test("another key, other headers and limits, for the calls of the new client alone", async () => {
    const { server, orq } = await startThings([ok], { headers: { "x-a": "1", "x-b": "1" } });
    const tenant = orq.withOptions({ apiKey: "tenant-key-1", headers: { "x-b": "2" }, maxRetries: 0 });
    await retrieve(tenant);
    await retrieve(orq);
    expect(server.requests.map(({ headers }) => [headers["authorization"], headers["x-a"], headers["x-b"]])).toEqual([
      ["Bearer tenant-key-1", "1", "2"],
      ["Bearer secret-key-1234567890", "1", "1"],
    ]);
  });

  test("its methods, withSpec, and a client of the client have its options too", async () => {
    const { server, orq } = await startThings([reply(200, {}, { _id: "1" })]);
    const tenant = orq.withOptions({ apiKey: "tenant-key-1" });
    await tenant.identities.retrieve("user_1");
    await thingsOf(tenant.withOptions({ headers: { "x-a": "1" } })).api.GET("/v2/things/{id}", { params: one });
    expect(server.requests.map(({ headers }) => headers["authorization"])).toEqual(
      Array(2).fill("Bearer tenant-key-1"),
    );
  });

  test("all share one retry budget", async () => {
    const { server, orq } = await startThings([reply(503)]);
    const tenants = Array.from({ length: 30 }, () => orq.withOptions({ maxRetries: 2 }));
    for (const tenant of tenants) expect(await failureOf(retrieve(tenant))).toBeInstanceOf(ServerError);
    // 50 retries, and not 60.
    expect(server.requests).toHaveLength(30 + 50);
  });

  test("each key is refreshed on its own", async () => {
    const { server, orq } = await startThings([reply(401), ok]);
    const asked: boolean[] = [];
    const tenant = orq.withOptions({
      apiKey: ({ refresh }) => {
        asked.push(refresh);
        return refresh ? "fresh-key-1" : "stale-key-1";
      },
    });
    await retrieve(tenant);
    expect(asked).toEqual([false, true]);
    expect(server.requests.map(({ headers }) => headers["authorization"])).toEqual([
      "Bearer stale-key-1",
      "Bearer fresh-key-1",
    ]);
  });

  test("what belongs to the transport is refused by name", async () => {
    const { orq } = await startThings([ok]);
    for (const name of ["baseUrl", "fetch", "maxResponseBytes", "onEvent"]) {
      expect(() => orq.withOptions({ [name]: undefined } as OrqOverrides)).toThrow(new RegExp(`^${name} .*new Orq`));
    }
    expect(() => orq.withOptions({ nope: 1 } as OrqOverrides)).toThrow("nope is not an option");
    expect(() => orq.withOptions({ timeoutMs: -1 })).toThrow(/timeoutMs/);
    expect(() => orq.withOptions({ apiKey: "" })).toThrow(/apiKey/);
  });

  test("a key of an earlier client is cut out of its own errors alone, and no key is shown", async () => {
    const { orq } = await startThings([reply(500, {}, { message: "no tenant-key-1 here" })]);
    const error = await failureOf(retrieve(orq.withOptions({ apiKey: "tenant-key-1", maxRetries: 0 })));
    expect(error.message).not.toContain("tenant-key-1");
  });
});

describe("on whose behalf a call is made", () => {
  test.each(roads)("identity of the client, and of a call, by %s", async (road) => {
    const { server, things } = await startThings([ok], { identity: "user_1" });
    await by(road, things, "GET /v2/things/{id}", { params: one });
    await by(road, things, "GET /v2/things/{id}", { params: one, identity: "user_2" });
    await by(road, things, "GET /v2/things/{id}", { params: one, headers: { "x-orq-identity-id": null } });
    expect(server.requests.map(({ headers }) => headers["x-orq-identity-id"])).toEqual(["user_1", "user_2", undefined]);
  });

  test("it goes to no other origin", async () => {
    const elsewhere = await startThings([ok]);
    const { things } = await startThings([reply(307, { location: elsewhere.server.url })], { identity: "user_1" });
    expect(await failureOf(by("call", things, "GET /v2/things/{id}", { params: one }))).toMatchObject({
      code: "REDIRECT",
    });
    expect(elsewhere.server.requests).toHaveLength(0);
  });

  test("an event does not show it", async () => {
    const events: OrqEvent[] = [];
    const { things } = await startThings([ok], { identity: "user_1", onEvent: (event) => events.push(event) });
    await by("call", things, "GET /v2/things/{id}", { params: one });
    expect(JSON.stringify(events)).not.toContain("user_1");
  });

  test.each(["", "line\nbreak", "😀", 7])("%j is refused, and never shown", async (identity) => {
    const { orq, server, things } = await startThings([ok]);
    const options = { identity: identity as string };
    expect(await failureOf(by("call", things, "GET /v2/things/{id}", { params: one, ...options }))).toMatchObject({
      code: "CONFIG",
      message: expect.stringMatching(/^identity/),
    });
    expect(() => orq.withOptions(options)).toThrow(/^identity/);
    expect(server.requests).toHaveLength(0);
  });
});
