import { describe, expect, it } from "vitest";
import { startSandboxClient } from "../../support/sandbox-client.ts";

describe("the records of the older generation", () => {
  it("finds a created identity by its own id and by its external id", async () => {
    const { call } = await startSandboxClient();
    const created = await call("POST /v2/identities", { external_id: "user 1/a", display_name: null });
    expect(created).toMatchObject({ status: 201, body: { external_id: "user 1/a", display_name: null } });
    const { _id, workspace_id, ...stored } = created.body as Record<string, string>;
    expect(_id).toMatch(/^contact_[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    expect(workspace_id).toMatch(/^[0-9a-f-]{36}$/);

    const byId = await call(`GET /v2/identities/${_id}`);
    const byExternalId = await call("GET /v2/identities/user%201%2Fa");
    expect(byId).toMatchObject({ status: 200, body: { _id, ...stored, metrics: null } });
    expect(byExternalId.body).toEqual(byId.body);

    const measured = await call(`GET /v2/identities/${_id}?include_metrics=true`);
    const metrics = { total_tokens: 0, total_cost: 0, total_requests: 0, error_rate: 0 };
    expect(measured.body).toMatchObject({ metrics });
  });

  it("refuses a second identity with the same external id, until the first is deleted", async () => {
    const { call } = await startSandboxClient();
    await call("POST /v2/identities", { external_id: "user_1" });
    const again = await call("POST /v2/identities", { external_id: "user_1" });
    expect(again).toMatchObject({ status: 409, body: { message: expect.stringContaining("user_1") } });
    await call("DELETE /v2/identities/user_1");
    expect(await call("POST /v2/identities", { external_id: "user_1" })).toMatchObject({ status: 201 });
  });

  it("keeps one record per external id when contacts are created, and shows it as an identity", async () => {
    const { call } = await startSandboxClient();
    const first = await call("POST /v2/contacts", { external_id: "user_1", display_name: "Jane", tags: ["a"] });
    const second = await call("POST /v2/contacts", { external_id: "user_1", display_name: "Jane Smith" });
    expect(first.status).toBe(200);
    const { _id, created } = first.body as Record<string, string>;
    expect(second).toMatchObject({ status: 200, body: { _id, created, display_name: "Jane Smith", tags: ["a"] } });
    expect(await call("GET /v2/identities/user_1")).toMatchObject({ status: 200, body: { _id } });
  });

  it("updates the given fields alone, and the date", async () => {
    const { call } = await startSandboxClient();
    const created = await call("POST /v2/identities", { external_id: "user_1", display_name: "Jane", tags: ["a"] });
    const updated = await call("PATCH /v2/identities/user_1", {
      display_name: null,
      email: "jane@example.com",
      _id: "x",
    });
    const before = created.body as Record<string, string>;
    const after = updated.body as Record<string, string>;
    expect(updated).toMatchObject({ status: 200, body: { _id: before["_id"], display_name: null, tags: ["a"] } });
    expect(after["created"]).toBe(before["created"]);
    expect(Date.parse(after["updated"] ?? "")).toBeGreaterThan(Date.parse(before["updated"] ?? ""));
    expect(await call("GET /v2/identities/user_1")).toMatchObject({ body: { email: "jane@example.com" } });
  });

  it("answers 404 after a delete, in the shape that each operation declares", async () => {
    const { call } = await startSandboxClient();
    await call("POST /v2/identities", { external_id: "user_1" });
    expect(await call("DELETE /v2/identities/user_1")).toMatchObject({ status: 204, body: undefined });
    const gone = expect.stringContaining("user_1");
    expect(await call("GET /v2/identities/user_1")).toMatchObject({ status: 404, body: { error: gone } });
    expect(await call("DELETE /v2/identities/user_1")).toMatchObject({ status: 404, body: { error: gone } });
    expect(await call("PATCH /v2/identities/user_1", {})).toMatchObject({ status: 404, body: { message: gone } });
  });
});

describe("the newer generation", () => {
  it("wraps a record, and answers a delete with an empty object", async () => {
    const { call } = await startSandboxClient({ generation: "newer" });
    const created = await call("POST /v2/identities", { external_id: "user_1", display_name: "Jane" });
    const { identity } = created.body as { identity: Record<string, string> };
    expect(created).toMatchObject({ status: 201, body: { identity: { workspace_id: expect.any(String) } } });
    expect(created.headers.get("location")).toBe(`/v2/identities/${identity["_id"]}`);

    expect(await call("GET /v2/identities/user_1")).toMatchObject({ status: 200, body: { identity } });
    const updated = await call("PATCH /v2/identities/user_1", { display_name: "Jane Smith" });
    expect(updated).toMatchObject({ status: 200, body: { identity: { display_name: "Jane Smith" } } });
    expect(await call("DELETE /v2/identities/user_1")).toMatchObject({ status: 200, body: {} });
    const gone = await call("GET /v2/identities/user_1");
    expect(gone).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
  });

  it("has no contacts", async () => {
    const { call } = await startSandboxClient({ generation: "newer" });
    expect(await call("POST /v2/contacts", { external_id: "user_1" })).toMatchObject({ status: 404 });
  });
});

describe("the record of what it saw", () => {
  it("holds each exchange as it was, whatever happened to the identity afterwards", async () => {
    const { sandbox, call } = await startSandboxClient();
    const created = await call("POST /v2/identities", { external_id: "user_1", display_name: "Jane" });
    await call("PATCH /v2/identities/user_1", { display_name: "Jane Smith" });
    await call("GET /v2/identities?search=a%20b&filter_by.tags=c");
    expect(sandbox.exchanges).toMatchObject([
      { method: "POST", path: "/v2/identities", status: 201, body: { display_name: "Jane" }, reply: created.body },
      { method: "PATCH", path: "/v2/identities/user_1", status: 200, body: { display_name: "Jane Smith" } },
      { method: "GET", path: "/v2/identities?search=a%20b&filter_by.tags=c", status: 200, body: undefined },
    ]);
    expect(sandbox.exchanges[0]?.headers).toMatchObject({
      authorization: "Bearer sandbox-key",
      "content-type": "application/json",
    });
  });

  it("gives every reply a request id of its own", async () => {
    const { call } = await startSandboxClient();
    const answers = [await call("GET /v2/identities"), await call("GET /v2/nothing"), await call("GET /v2/identities")];
    const ids = answers.map(({ headers }) => headers.get("x-request-id"));
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain(null);
  });
});
