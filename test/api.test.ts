import { describe, expect, it } from "vitest";
import { ConfigError, Orq, ResponseParseError } from "../src/index.ts";
import { identity, ok, reply } from "./support/acts.ts";
import { apiKey, failureOf, startRawClient } from "./support/raw-client.ts";

const path = { id: "user_1" };

describe("orq.api", () => {
  it("goes through the same transport: the key, retries, one body sent twice", async () => {
    const { server, orq } = await startRawClient([reply(503, { "retry-after": "0" }), ok]);
    const body = { external_id: "user_1" };
    const { data, error, response } = await orq.api.POST("/v2/contacts", { body });
    expect({ data, error, status: response.status }).toEqual({ data: identity, error: undefined, status: 200 });
    expect(response).toBeInstanceOf(Response);
    expect(response.url).toBe(`${server.url}/v2/contacts`);
    expect(server.requests.map((request) => request.body)).toEqual([JSON.stringify(body), JSON.stringify(body)]);
    expect(server.requests[1]?.headers).toMatchObject({
      authorization: `Bearer ${apiKey}`,
      "content-type": "application/json",
    });
  });

  it("gives a status as an error, and throws what is none", async () => {
    const { orq } = await startRawClient([reply(404, {}, { message: "none" }), reply(200, {}, "no JSON")]);
    const missing = await orq.api.GET("/v2/identities/{id}", { params: { path } });
    expect(missing).toMatchObject({ error: { message: "none" }, response: { status: 404 } });
    const error = await failureOf(orq.api.GET("/v2/identities/{id}", { params: { path } }));
    expect(error).toBeInstanceOf(ResponseParseError);
    expect(error).toMatchObject({ status: 200, path: "/v2/identities/user_1" });
  });

  it("hands bytes on as they came, and no body where there is none", async () => {
    const { orq } = await startRawClient([reply(200, { "content-type": "audio/mpeg" }, "abc"), reply(204)]);
    const init = { params: { path }, parseAs: "arrayBuffer" } as const;
    const { data } = await orq.api.GET("/v2/identities/{id}", init);
    expect(new TextDecoder().decode(data)).toBe("abc");
    expect((await orq.api.DELETE("/v2/identities/{id}", { params: { path } })).response.status).toBe(204);
  });

  it("takes the limits of a call, and its signal", async () => {
    const { server, orq } = await startRawClient([() => {}]);
    const init = { params: { path }, timeoutMs: 30 };
    expect(await failureOf(orq.api.GET("/v2/identities/{id}", init))).toMatchObject({ code: "TIMEOUT", attempts: 1 });
    const signal = AbortSignal.abort();
    expect(await failureOf(orq.api.GET("/v2/identities/{id}", { params: { path }, signal }))).toMatchObject({
      code: "ABORTED",
    });
    expect(server.requests).toHaveLength(1);
  });

  it("lets middleware see and change a real Request", async () => {
    const { server, orq } = await startRawClient([ok]);
    orq.api.use({
      onRequest({ request }) {
        expect(request).toBeInstanceOf(Request);
        request.headers.set("x-trace", "1");
      },
    });
    await orq.api.GET("/v2/identities/{id}", { params: { path } });
    expect(server.requests[0]?.headers["x-trace"]).toBe("1");
  });

  it("sends its key to the base URL alone", async () => {
    const { server, orq } = await startRawClient([ok]);
    const other = new Orq({ apiKey, baseUrl: "https://api.orq.ai" });
    const init = { params: { path }, baseUrl: server.url };
    expect(await failureOf(other.api.GET("/v2/identities/{id}", init))).toBeInstanceOf(ConfigError);
    expect(orq.api).toBe(orq.api);
    expect(server.requests).toHaveLength(0);
  });
});
