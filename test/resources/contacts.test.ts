import { NotFoundError } from "orq-client";
import { expect, test } from "vitest";
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

test("a server that has no contacts any more answers 404", async () => {
  const { orq } = await startWithClient({ generation: "newer" });
  await expect(orq.contacts.create({ external_id: "user_1" })).rejects.toBeInstanceOf(NotFoundError);
});
