import { expect, it } from "vitest";
import { checkReply } from "../../../scripts/sandbox/replies/check-reply.ts";
import type { Reply } from "../../../scripts/sandbox/replies/reply.ts";
import { servedApi } from "../../../scripts/sandbox/served-api.ts";
import { repository } from "../../support/workspace.ts";

const flawless: Record<string, unknown> = {
  identity: { _id: "a", external_id: "b", workspace_id: "c", created: "d", updated: "e" },
};

it.each<[string, Reply, string]>([
  ["a status that is not declared", { status: 200, body: flawless }, "the status 200 is not declared"],
  [
    "a body that breaks its schema",
    { status: 201, body: { identity: {} }, headers: { location: "/" } },
    "body.identity",
  ],
  ["a header left out", { status: 201, body: flawless }, "'location'"],
])("turns %s into a 500 that says so", (_flaw, reply, reason) => {
  expect(checked(reply)).toEqual({ status: 500, body: { message: expect.stringContaining(reason) } });
});

it("lets through what the document declares, and refusals that it does not", () => {
  const created: Reply = { status: 201, body: flawless, headers: { location: "/" } };
  const refused: Reply = { status: 409, body: { message: "taken" } };
  expect(checked(created)).toEqual(created);
  expect(checked(refused)).toEqual(refused);
});

/** What becomes of this reply of the sandbox to a good request. */
function checked(reply: Reply): Reply {
  const { api } = servedApi(repository, "2026-08-21");
  const operation = api.operations.get("POST /v2/identities");
  if (operation === undefined) throw new Error("the pin has no such operation");
  return checkReply(api, operation, reply);
}
