import { expect, it } from "vitest";
import type { Reply } from "../../../scripts/sandbox/reply.ts";
import { servedBackend } from "../../../scripts/sandbox/served-backend.ts";

const flawless: Record<string, unknown> = {
  identity: { _id: "a", external_id: "b", workspace_id: "c", created: "d", updated: "e" },
};

it.each<[string, Reply, string]>([
  ["a status that is not declared", { status: 200, body: flawless }, "the status 200 is not declared"],
  ["a body that breaks its schema", { status: 201, body: { identity: {} }, headers: { location: "/" } }, "/identity"],
  ["a header left out", { status: 201, body: flawless }, "'location'"],
])("turns %s into a 500 that says so", async (_flaw, reply, reason) => {
  expect(await answerOf(reply)).toEqual({ status: 500, body: { message: expect.stringContaining(reason) } });
});

it("lets through what the document declares, and refusals that it does not", async () => {
  const created: Reply = { status: 201, body: flawless, headers: { location: "/" } };
  const refused: Reply = { status: 409, body: { message: "taken" } };
  expect(await answerOf(created)).toEqual(created);
  expect(await answerOf(refused)).toEqual(refused);
});

/** What becomes of this reply of the sandbox to a good request. */
async function answerOf(reply: Reply): Promise<Reply> {
  const backend = await servedBackend("newer");
  const request = {
    method: "POST",
    path: "/v2/identities",
    query: {},
    headers: { authorization: "Bearer key", "content-type": "application/json" },
    text: '{"external_id":"b"}',
  };
  return backend(request, { apiKey: "key", operations: { CreateIdentity: () => reply } });
}
