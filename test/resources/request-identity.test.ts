import { type Body, type IdentityWithMetrics, type Result, requestIdentity, ValidationError } from "orq-client";
import type { paths as newer } from "orq-client/spec/2026-08-21";
import { expect, it } from "vitest";
import { startWithClient } from "../support/sandbox-client.ts";

const jane: IdentityWithMetrics = {
  _id: "01J0000000000000000000000",
  external_id: "user_12345",
  display_name: "Jane Smith",
  email: "jane@example.com",
  avatar_url: "https://example.com/jane.jpg",
  tags: ["premium"],
  metadata: { department: "Engineering", role: "Developer" },
  created: "2026-01-01T00:00:00Z",
  metrics: null,
};

it("a record becomes the identity of a request's body", () => {
  expect(requestIdentity(jane)).toStrictEqual({
    id: "user_12345",
    display_name: "Jane Smith",
    email: "jane@example.com",
    logo_url: "https://example.com/jane.jpg",
    tags: ["premium"],
    metadata: [{ department: "Engineering", role: "Developer" }],
  });
});

it("what is null or absent is left out, and what is empty stays", () => {
  const record = { external_id: "user_12345", display_name: null, email: null, metadata: null, tags: [] };
  expect(requestIdentity(record)).toStrictEqual({ id: "user_12345", tags: [] });
  expect(requestIdentity({ external_id: "user_12345" })).toStrictEqual({ id: "user_12345" });
  expect(requestIdentity({ ...record, display_name: "" })).toMatchObject({ display_name: "" });
});

it("it takes the record of either pin, and fits the bodies of the newer one", () => {
  const newerRecord = (): Result<"GET /v2/identities/{id}", newer>["identity"] =>
    ({ ...jane, workspace_id: "1" }) as never;
  const body: Body<"POST /v2/deployments/stream", newer> = { key: "k", identity: requestIdentity(newerRecord()) };
  expect(body.identity?.id).toBe("user_12345");
});

it.each(["older", "newer"] as const)("the record of a server of the %s generation", async (generation) => {
  const { orq } = await startWithClient({ generation });
  await orq.identities.create({ external_id: "user_12345", display_name: "Jane Smith", tags: ["a"] });
  const record = await orq.identities.retrieve("user_12345");
  expect(requestIdentity(record)).toMatchObject({ id: "user_12345", display_name: "Jane Smith", tags: ["a"] });
});

it.each([null, undefined, {}, "user_1", { identity: { external_id: "user_1" } }])("%j is no record", (given) => {
  expect(() => requestIdentity(given as never)).toThrow(ValidationError);
});
