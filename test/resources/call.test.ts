import { NotFoundError, type Operation, Orq, ValidationError } from "orq-client";
import type { paths as newerPaths } from "orq-client/spec/2026-08-21";
import { describe, expect, test } from "vitest";
import { startWithClient } from "../support/sandbox-client.ts";

describe.each(["older", "newer"] as const)("calls by their key, on a server of the %s generation", (generation) => {
  test("any operation is called by its key", async () => {
    const { orq, sandbox } = await startWithClient({ generation });
    await orq.call("POST /v2/identities", { body: { external_id: "user 1/2" } });
    const { external_id } = await orq.call("GET /v2/identities/{id}", { params: { path: { id: "user 1/2" } } });
    expect(external_id).toBe("user 1/2");
    expect(sandbox.exchanges.at(-1)?.path).toBe("/v2/identities/user%201%2F2");
    expect(await orq.call("DELETE /v2/identities/{id}", { params: { path: { id: "user 1/2" } } })).toBeUndefined();
  });

  test("orq.api gives openapi-fetch's result, and throws for no status", async () => {
    const { orq } = await startWithClient({ generation });
    const { error, response } = await orq.api.GET("/v2/identities/{id}", { params: { path: { id: "nobody" } } });
    expect(response.status).toBe(404);
    expect(JSON.stringify(error)).toContain("No identity has the id nobody");
  });
});

test.each(["", ".."])("an id of %j is refused by every method, and nothing is sent", async (id) => {
  const { orq, sandbox } = await startWithClient();
  const calls = [orq.identities.retrieve(id), orq.identities.update(id, {}), orq.identities.delete(id)];
  for (const call of calls) await expect(call).rejects.toBeInstanceOf(ValidationError);
  expect(sandbox.exchanges).toHaveLength(0);
});

describe("the types of the pin 2026-08-21, on the same client", () => {
  test("say what a newer server sends and takes", async () => {
    const { orq, sandbox } = await startWithClient({ generation: "newer" });
    const newer = orq.withSpec<newerPaths>();
    for (const display_name of ["Zoë", "Ada", "Jane"]) {
      const created = newer.call("POST /v2/identities", {
        body: {
          external_id: display_name.toLowerCase(),
          display_name,
          tags: [display_name === "Zoë" ? "beta" : "premium"],
        },
      });
      const { data, response } = await created.withResponse();
      expect(response.headers.get("location")).toBe(`/v2/identities/${data.identity._id}`);
    }
    const page = await newer.call("GET /v2/identities", {
      params: { query: { sort_by: "IDENTITY_SORT_FIELD_DISPLAY_NAME", "filter_by.tags": ["premium"] } },
    });
    expect(page.data.map(({ display_name }) => display_name)).toEqual(["Ada", "Jane"]);
    expect(sandbox.exchanges.at(-1)?.path).toContain("filter_by.tags=premium");
    const params = { path: { id: "jane" } };
    const { identity } = await newer.call("PATCH /v2/identities/{id}", { params, body: { email: "jane@example.com" } });
    expect(identity).toMatchObject({
      external_id: "jane",
      email: "jane@example.com",
      workspace_id: expect.any(String),
    });
    expect(await newer.call("DELETE /v2/identities/{id}", { params })).toEqual({});
  });

  test("have no contacts", async () => {
    const { orq } = await startWithClient({ generation: "newer" });
    // @ts-expect-error the newer pin has no such operation
    const call = orq.withSpec<newerPaths>().call("POST /v2/contacts", {});
    await expect(call).rejects.toBeInstanceOf(NotFoundError);
  });

  test("type the bodies and events of a deployment", () => {
    const newer = new Orq({ apiKey: "key" }).withSpec<newerPaths>();
    const body = { key: "support", identity: { id: "user_12345", metadata: [{ department: "Engineering" }] } };
    const invoke = async (): Promise<string | null | undefined> => {
      const reply = await newer.call("POST /v2/deployments/invoke", { body });
      return reply?.choices[0]?.message?.content;
    };
    const follow = async (): Promise<void> => {
      for await (const event of newer.stream("POST /v2/deployments/stream", { body })) {
        const content: string | null | undefined = event.choices[0]?.message?.content;
        void content;
      }
    };
    const misnamed = (): unknown =>
      // @ts-expect-error an identity in a body has an id, and not an external id
      newer.call("POST /v2/deployments/invoke", { body: { key: "support", identity: { external_id: "user_12345" } } });
    expect([invoke, follow, misnamed]).toHaveLength(3);
  });
});

test("a key that is no operation does not compile", () => {
  const orq = new Orq({ apiKey: "key" });
  // @ts-expect-error the path is not in the pin
  const call = (): unknown => orq.call("GET /v2/identity", {});
  const operation: Operation = "PATCH /v2/identities/{id}";
  expect([call, operation]).toHaveLength(2);
});
