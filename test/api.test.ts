import { ConfigError, Orq, ResponseParseError } from "orq-client";
import { describe, expect, it } from "vitest";
import { bytes, bytesThenFin, head, ok, reply, reset, thing } from "./support/acts.ts";
import { holdClock } from "./support/clock.ts";
import { apiKey, failureOf, startRawClient } from "./support/raw-client.ts";
import { one, thingsOf } from "./support/things.ts";

describe("orq.api", () => {
  it("goes through the same transport: the key, retries, one body sent twice", async () => {
    const { server, orq } = await startRawClient([reply(503, { "retry-after": "0" }), ok]);
    const body = { name: "a" };
    const init = { params: one, body };
    const { data, error, response } = await thingsOf(orq).api.PUT("/v2/things/{id}", init);
    expect({ data, error, status: response.status }).toEqual({ data: thing, error: undefined, status: 200 });
    expect(response).toBeInstanceOf(Response);
    expect(response.url).toBe(`${server.url}/v2/things/thing_1`);
    expect(server.requests.map((request) => request.body)).toEqual([JSON.stringify(body), JSON.stringify(body)]);
    expect(server.requests[1]?.headers).toMatchObject({
      authorization: `Bearer ${apiKey}`,
      "content-type": "application/json",
    });
  });

  it("gives a status as an error, and throws what is none", async () => {
    const { orq } = await startRawClient([reply(404, {}, { message: "none" }), reply(200, {}, "no JSON")]);
    const missing = await thingsOf(orq).api.GET("/v2/things/{id}", { params: one });
    expect(missing).toMatchObject({ error: { message: "none" }, response: { status: 404 } });
    const error = await failureOf(thingsOf(orq).api.GET("/v2/things/{id}", { params: one }));
    expect(error).toBeInstanceOf(ResponseParseError);
    expect(error).toMatchObject({ status: 200, path: "/v2/things/thing_1" });
  });

  it("hands bytes on as they came, and no body where there is none", async () => {
    const { orq } = await startRawClient([reply(200, { "content-type": "audio/mpeg" }, "abc"), reply(204)]);
    const init = { params: one, parseAs: "arrayBuffer" } as const;
    const { data } = await thingsOf(orq).api.GET("/v2/things/{id}", init);
    expect(new TextDecoder().decode(data)).toBe("abc");
    expect((await thingsOf(orq).api.DELETE("/v2/things/{id}", { params: one })).response.status).toBe(204);
  });

  it("takes the limits of a call, and its signal", async () => {
    const clock = holdClock();
    const { server, orq } = await startRawClient([() => clock.timeUp()]);
    const init = { params: one, timeoutMs: 30 };
    expect(await failureOf(thingsOf(orq).api.GET("/v2/things/{id}", init))).toMatchObject({
      code: "TIMEOUT",
      attempts: 1,
    });
    const signal = AbortSignal.abort();
    expect(await failureOf(thingsOf(orq).api.GET("/v2/things/{id}", { params: one, signal }))).toMatchObject({
      code: "ABORTED",
    });
    expect(server.requests).toHaveLength(1);
  });

  it("lets middleware see and change a real Request", async () => {
    const { server, orq } = await startRawClient([ok]);
    thingsOf(orq).api.use({
      onRequest({ request }) {
        expect(request).toBeInstanceOf(Request);
        request.headers.set("x-trace", "1");
      },
    });
    await thingsOf(orq).api.GET("/v2/things/{id}", { params: one });
    expect(server.requests[0]?.headers["x-trace"]).toBe("1");
  });

  it("never gives an error that looks like a success, whatever the reply lacks", async () => {
    const { orq } = await startRawClient([reply(500)]);
    const things = thingsOf(orq);
    expect(await things.api.PUT("/v2/things/{id}", { params: one, body: {} })).toMatchObject({ error: "500" });
  });

  it("turns what middleware throws into the cause of our error, and ends middleware that hangs", async () => {
    const { orq } = await startRawClient([ok]);
    const things = thingsOf(orq);
    const thrown = new Error("the middleware's own");
    const failing = { onRequest: () => Promise.reject(thrown) };
    const failed = await failureOf(things.api.GET("/v2/things/{id}", { params: one, middleware: [failing] }));
    expect(failed).toMatchObject({ code: "CONFIG", cause: thrown });
    const hanging = { onRequest: () => new Promise<undefined>(() => {}) };
    const init = { params: one, middleware: [hanging], totalTimeoutMs: 20 };
    expect(await failureOf(things.api.GET("/v2/things/{id}", init))).toMatchObject({ code: "TIMEOUT", attempts: 0 });
  });

  it("gives the status of an error whose body stalls, as call does", async () => {
    const { orq } = await startRawClient([bytes(head(404, { "content-length": "100" }), "x")]);
    const init = { params: one, timeoutMs: 300 };
    const { error, response } = await thingsOf(orq).api.GET("/v2/things/{id}", init);
    expect([response.status, error]).toEqual([404, "404"]);
  });

  it("hands the bytes of an unknown type on as they came", async () => {
    const sent = new Uint8Array([0xff, 0xfe, 0x00, 0x80]);
    const headers = { "content-type": "application/x-protobuf", "content-length": "4" };
    const { orq } = await startRawClient([bytes(head(200, headers), sent)]);
    const init = { params: one, parseAs: "arrayBuffer" } as const;
    const { data } = await thingsOf(orq).api.GET("/v2/things/{id}", init);
    expect(new Uint8Array(data as ArrayBuffer)).toEqual(sent);
  });

  it("judges a request whose method middleware has changed by its new method", async () => {
    const { server, orq } = await startRawClient([reset, ok]);
    const things = thingsOf(orq);
    const posting = { onRequest: ({ request }: { request: Request }) => new Request(request, { method: "POST" }) };
    const call = things.api.PUT("/v2/things/{id}", { params: one, body: {}, middleware: [posting] });
    expect(await failureOf(call)).toMatchObject({ code: "ECONNRESET", attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  it("takes a reason phrase that no Response can hold", async () => {
    const { orq } = await startRawClient([
      bytesThenFin("HTTP/1.1 201 Gesch\u00f6pft \u65e5\u672c\r\ncontent-length: 2\r\n\r\n{}"),
    ]);
    const { data } = await thingsOf(orq).api.POST("/v2/things", { body: {} });
    expect(data).toEqual({});
  });

  it("sends its key to the base URL alone", async () => {
    const { server, orq } = await startRawClient([ok]);
    const other = new Orq({ apiKey, baseUrl: "https://api.orq.ai" });
    const init = { params: one, baseUrl: server.url };
    expect(await failureOf(thingsOf(other).api.GET("/v2/things/{id}", init))).toBeInstanceOf(ConfigError);
    expect(orq.api).toBe(orq.api);
    expect(server.requests).toHaveLength(0);
  });
});
