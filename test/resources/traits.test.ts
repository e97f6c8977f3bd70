import { type Orq, type OrqError, type paths, ResponseParseError } from "orq-client";
import { describe, expect, test } from "vitest";
import { bytes, head, ok, reply, reset } from "../support/acts.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";

// What the types of an operation cannot tell: whether it may be repeated, and whether its success has a body.

const params = { path: { id: "user_1" } };
const body = { external_id: "user_1" };
const noWait = { "retry-after-ms": "0" };

const idempotent: readonly [string, (orq: Orq) => PromiseLike<unknown>][] = [
  ["identities.list", (orq) => orq.identities.list()],
  ["identities.retrieve", (orq) => orq.identities.retrieve("user_1")],
  ["identities.update", (orq) => orq.identities.update("user_1", {})],
  ["identities.delete", (orq) => orq.identities.delete("user_1")],
  ["contacts.create", (orq) => orq.contacts.create(body)],
  ["PATCH /v2/identities/{id}", (orq) => orq.call("PATCH /v2/identities/{id}", { params, body: {} })],
  ["POST /v2/contacts", (orq) => orq.call("POST /v2/contacts", { body })],
];

const notIdempotent: readonly [string, (orq: Orq) => PromiseLike<unknown>][] = [
  ["identities.create", (orq) => orq.identities.create(body)],
  ["POST /v2/identities", (orq) => orq.call("POST /v2/identities", { body })],
];

describe("a connection that breaks, and a server that fails", () => {
  test.each(idempotent)("%s is sent again, the same each time", async (_name, call) => {
    const { server, orq } = await startRawClient([reset, reply(500, noWait), ok]);
    await call(orq);
    expect(server.requests).toHaveLength(3);
    const sent = server.requests.map(({ method, path, body: text }) => `${method} ${path} ${text}`);
    expect(new Set(sent).size).toBe(1);
  });

  test.each(notIdempotent)("%s is sent once", async (_name, call) => {
    const { server, orq } = await startRawClient([reset, reply(500, noWait)]);
    expect(await failureOf(call(orq))).toMatchObject({ code: "ECONNRESET", attempts: 1 });
    expect(await failureOf(call(orq))).toMatchObject({ status: 500, attempts: 1 });
    expect(server.requests).toHaveLength(2);
  });

  test("orq.api sends an operation again as its method does", async () => {
    const { server, orq } = await startRawClient([reset, ok]);
    await orq.api.PATCH("/v2/identities/{id}", { params, body: {} });
    expect(server.requests.map(({ method }) => method)).toEqual(["PATCH", "PATCH"]);
  });

  test("a call may say otherwise", async () => {
    const { server, orq } = await startRawClient([reply(500, noWait), ok, reply(500, noWait)]);
    await orq.identities.create(body, { idempotent: true, idempotencyKey: "key-1" });
    expect(server.requests.map(({ headers }) => headers["idempotency-key"])).toEqual(["key-1", "key-1"]);
    const error: OrqError = await failureOf(orq.identities.update("user_1", {}, { idempotent: false }));
    expect(error).toMatchObject({ status: 500, attempts: 1 });
  });
});

describe("a success without a body", () => {
  const promising = [...idempotent, ...notIdempotent].filter(([name]) => name !== "identities.delete");

  test.each(promising)("row 29: is an error of %s, which promises one", async (_name, call) => {
    const chunked = bytes(head(200, { "transfer-encoding": "chunked" }), "0\r\n\r\n");
    const { orq } = await startRawClient([reply(200), chunked]);
    for (let time = 0; time < 2; time += 1) {
      const error = await failureOf(call(orq));
      expect(error).toBeInstanceOf(ResponseParseError);
      expect(error).toMatchObject({ status: 200, body: "" });
    }
  });

  test("row 29: is what identities.delete and the types of another pin take it for: undefined", async () => {
    const { orq } = await startRawClient([reply(200)]);
    expect(await orq.identities.delete("user_1")).toBeUndefined();
    const call = orq.withSpec<paths>().call("PATCH /v2/identities/{id}", { params, body: {} });
    expect(await call).toBeUndefined();
  });

  test("row 30: 204 says that there is none, whatever the operation promises", async () => {
    const { orq } = await startRawClient([reply(204)]);
    for (const [name, call] of [...idempotent, ...notIdempotent])
      expect(await call(orq)).toEqual(name === "identities.list" ? { data: [] } : undefined);
  });
});
