import { ConfigError, isOrqError, Orq, ValidationError } from "orq-client";
import { expect, test } from "vitest";
import { startWithClient } from "../support/sandbox-client.ts";

// What JavaScript, a cast or a dynamic key can do, though the types say no.

test.each([
  "GET .evil.example/x",
  "GET @evil.example/x",
  "GET https://evil.example/x",
  "get /v2/identities",
  "nonsense",
])("the key %j is no operation: refused, and nothing is sent", async (operation) => {
  const { orq, sandbox } = await startWithClient();
  await expect(orq.call(operation as "GET /v2/identities", {})).rejects.toBeInstanceOf(ValidationError);
  expect(sandbox.exchanges).toEqual([]);
});

test.each(["content-length", "Transfer-Encoding", "expect", "host", "connection"])(
  "the header %s is the runtime's: refused, and nothing is sent",
  async (name) => {
    const { orq, sandbox } = await startWithClient();
    await expect(orq.identities.list({}, { headers: { [name]: "1" } })).rejects.toBeInstanceOf(ConfigError);
    expect(sandbox.exchanges).toEqual([]);
  },
);

test.each([Number.NaN, Number.POSITIVE_INFINITY, () => 1, Symbol("a"), new Date(0), [Number.NaN]])(
  "a query with %s is refused, and nothing is sent",
  async (limit) => {
    const { orq, sandbox } = await startWithClient();
    await expect(orq.identities.list({ limit: limit as number })).rejects.toThrow('the query parameter "limit" is');
    expect(sandbox.exchanges).toEqual([]);
  },
);

test("a body whose getter throws, and a fetch that gives nothing, are our errors too", async () => {
  const { orq } = await startWithClient();
  const metadata = {
    get score(): number {
      throw new Error("no score");
    },
  };
  await expect(orq.identities.update("user_1", { metadata })).rejects.toBeInstanceOf(ValidationError);
  const broken = new Orq({ apiKey: "key", maxRetries: 0, fetch: async () => undefined as unknown as Response });
  expect(isOrqError(await broken.identities.list().catch((error: unknown) => error))).toBe(true);
});

test("a parameter in a header is sent", async () => {
  interface Paths {
    "/v2/identities": {
      get: {
        parameters: { header: { "x-tenant": string } };
        responses: { 200: { content: { "application/json": object } } };
      };
    };
  }
  const { orq, sandbox } = await startWithClient();
  await orq.withSpec<Paths>().call("GET /v2/identities", { params: { header: { "x-tenant": "t1" } } });
  expect(sandbox.exchanges[0]?.headers["x-tenant"]).toBe("t1");
});

test("a form says where it is wrong", async () => {
  const { orq } = await startWithClient();
  const body = { file: new Blob([]), score: Number.NaN } as unknown as { external_id: string };
  await expect(orq.call("POST /v2/contacts", { body })).rejects.toMatchObject({ pointer: "/score" });
});
