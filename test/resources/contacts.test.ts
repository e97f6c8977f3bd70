import { NotFoundError } from "orq-client";
import { describe, expect, test } from "vitest";
import { reply } from "../support/acts.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";
import { startWithClient } from "../support/sandbox-client.ts";

test("a contact is created, then updated, under its external id", async () => {
  const { orq, sandbox } = await startWithClient();
  const created = await orq.contacts.create({ external_id: "user_12345", display_name: "Jane" });
  const again = await orq.contacts.create({ external_id: "user_12345", email: null });
  expect(again).toMatchObject({ _id: created._id, display_name: "Jane", email: null });
  expect(sandbox.exchanges.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
    { method: "POST", path: "/v2/contacts", body: { external_id: "user_12345", display_name: "Jane" } },
    { method: "POST", path: "/v2/contacts", body: { external_id: "user_12345", email: null } },
  ]);
});

const successor = "this server has no contacts; the API has had none since 2026-06-02: use identities.upsert";

describe("a server that has no contacts any more", () => {
  test("is named by the error, with what to use in their place", async () => {
    const { orq } = await startWithClient({ generation: "newer" });
    const error = await failureOf(orq.contacts.create({ external_id: "user_1" }));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ status: 404, method: "POST", path: "/v2/contacts", mayHaveActed: false });
    expect(error.requestId).toBe("sandbox-request-1");
    expect(error.message).toBe(`POST /v2/contacts: 404: No operation has the path /v2/contacts: ${successor}`);
    const called = await failureOf(orq.call("POST /v2/contacts", { body: { external_id: "user_1" } }));
    expect(called.message).toBe(error.message);
  });

  test.each([404, 405, 410])("is told by a bare %i too", async (status) => {
    const { orq } = await startRawClient([reply(status)]);
    const error = await failureOf(orq.contacts.create({ external_id: "user_1" }));
    expect(error).toMatchObject({ code: "STATUS", status, message: `POST /v2/contacts: ${status}: ${successor}` });
  });

  test("is not what any other failure is about", async () => {
    const { orq } = await startRawClient([reply(400), reply(404)]);
    const refused = await failureOf(orq.contacts.create({ external_id: "user_1" }));
    expect(refused.message).toBe("POST /v2/contacts: 400");
    const missing = await failureOf(orq.identities.update("user_1", {}));
    expect(missing.message).toBe("PATCH /v2/identities/user_1: 404");
  });
});
