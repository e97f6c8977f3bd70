import { NotFoundError, type Operation, Orq, ValidationError } from "orq-client";
import { expect, test } from "vitest";
import { startWithClient } from "../support/sandbox-client.ts";

test("any operation is called by its key", async () => {
  const { orq, sandbox } = await startWithClient();
  await orq.call("POST /v2/identities", { body: { external_id: "user 1/2" } });
  const { external_id } = await orq.call("GET /v2/identities/{id}", { params: { path: { id: "user 1/2" } } });
  expect(external_id).toBe("user 1/2");
  expect(sandbox.exchanges.at(-1)?.path).toBe("/v2/identities/user%201%2F2");
  expect(await orq.call("DELETE /v2/identities/{id}", { params: { path: { id: "user 1/2" } } })).toBeUndefined();
});

test("another pin's types sit on the same client", async () => {
  interface NewerPaths {
    "/v2/identities/{id}": {
      get: {
        parameters: { path: { id: string } };
        responses: { 200: { content: { "application/json": { identity: { external_id: string } } } } };
      };
    };
  }
  const { orq } = await startWithClient({ generation: "newer" });
  await orq.identities.create({ external_id: "user_1" });
  const newer = orq.withSpec<NewerPaths>();
  const { identity } = await newer.call("GET /v2/identities/{id}", { params: { path: { id: "user_1" } } });
  expect(identity.external_id).toBe("user_1");
  // @ts-expect-error the newer pin has no such operation
  await expect(newer.call("POST /v2/contacts", {})).rejects.toBeInstanceOf(NotFoundError);
});

test("orq.api gives openapi-fetch's result, and throws for no status", async () => {
  const { orq } = await startWithClient();
  const { error, response } = await orq.api.GET("/v2/identities/{id}", { params: { path: { id: "nobody" } } });
  expect(response.status).toBe(404);
  expect(error).toEqual({ error: expect.any(String) });
});

test.each(["", ".."])("an id of %j is refused by every method, and nothing is sent", async (id) => {
  const { orq, sandbox } = await startWithClient();
  const calls = [orq.identities.retrieve(id), orq.identities.update(id, {}), orq.identities.delete(id)];
  for (const call of calls) await expect(call).rejects.toBeInstanceOf(ValidationError);
  expect(sandbox.exchanges).toHaveLength(0);
});

test("a key that is no operation does not compile", () => {
  const orq = new Orq({ apiKey: "key" });
  // @ts-expect-error the path is not in the pin
  const call = (): unknown => orq.call("GET /v2/identity", {});
  const operation: Operation = "PATCH /v2/identities/{id}";
  expect([call, operation]).toHaveLength(2);
});
