import { describe, expect, it } from "vitest";
import { startSandboxClient } from "../../support/sandbox-client.ts";

describe("what it refuses", () => {
  it.each([
    ["POST /v2/identities", { external_id: 7 }, "body.external_id: must be string"],
    ["POST /v2/identities", { external_id: "" }, "body.external_id: must NOT have fewer than 1 characters"],
    ["POST /v2/identities", { display_name: "Jane" }, "body: must have required property 'external_id'"],
    ["POST /v2/contacts", { external_id: "a", email: "nobody" }, 'body.email: must match format "email"'],
    ["POST /v2/contacts", undefined, "body: is missing"],
    ["PATCH /v2/identities/a", { avatar_url: "no address" }, 'body.avatar_url: must match format "uri"'],
    ["PATCH /v2/identities/a", "null", "body: must be object"],
    ["PATCH /v2/identities/a", '{"tags":', "body: is not JSON"],
    ["DELETE /v2/identities/a", {}, "body: DeleteIdentity takes none"],
    ["GET /v2/identities?limit=51", undefined, "query.limit: must be <= 50"],
    ["GET /v2/identities?limit=ten", undefined, "query.limit: must be integer"],
    ["GET /v2/identities?sort_by=name", undefined, "must NOT have additional properties (sort_by)"],
    ["GET /v2/identities/a?filter_by.tags=b", undefined, "must NOT have additional properties (filter_by.tags)"],
  ])("%s %j: %s", async (operation, body, message) => {
    const { call } = await startSandboxClient();
    const answer = await call(operation, body);
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
  });

  it("takes a content-type with a charset, and no other media type", async () => {
    const { call } = await startSandboxClient();
    const body = { external_id: "user_1" };
    const withCharset = { "content-type": "application/json; charset=utf-8" };
    expect(await call("POST /v2/contacts", body, withCharset)).toMatchObject({ status: 200 });
    expect(await call("POST /v2/contacts", { external_id: 1 }, withCharset)).toMatchObject({ status: 400 });
    expect(await call("PATCH /v2/identities/user_1", '"text"', withCharset)).toMatchObject({ status: 400 });
    expect(await call("POST /v2/contacts", body, { "content-type": "text/plain" })).toMatchObject({ status: 400 });
  });

  it("knows no other path and no other method", async () => {
    const { call } = await startSandboxClient();
    expect(await call("GET /v2/nothing")).toMatchObject({ status: 404, body: { message: expect.any(String) } });
    expect(await call("GET /v2/identities/")).toMatchObject({ status: 404 });
    expect(await call("PUT /v2/identities/a")).toMatchObject({ status: 405, body: { message: expect.any(String) } });
  });

  it("asks for its own key", async () => {
    const { sandbox, call } = await startSandboxClient({ apiKey: "another-key" });
    const missing = await fetch(`${sandbox.url}/v2/identities`);
    expect(missing.status).toBe(401);
    expect(await missing.json()).toMatchObject({ error: { code: "authentication_required" } });
    const wrong = await call("GET /v2/identities", undefined, { authorization: "Bearer sandbox-key" });
    expect(wrong).toMatchObject({ status: 401, body: { error: { code: "invalid_api_key" } } });
    expect(await call("GET /v2/identities")).toMatchObject({ status: 200 });
  });
});
