import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  NotFoundError,
  OrqError,
  type paths,
  ResponseParseError,
  ResponseTooLargeError,
  ServerError,
  StatusError,
  UnprocessableEntityError,
} from "../../src/index.ts";
import { bytes, bytesThenFin, head, identity, ok, reply } from "../support/acts.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";

const json = { "content-type": "application/json" };
const html = "<html><head><title>Bad gateway</title></head><body>no</body></html>";

describe("the reply of an error", () => {
  it.each([
    [404, { message: "none" }, NotFoundError, "none"],
    [404, { error: "none" }, NotFoundError, "none"],
    [422, { error: { code: "quota_exceeded", message: "too much" } }, UnprocessableEntityError, "too much"],
    [422, { error: { fields: ["email"] } }, UnprocessableEntityError, '{"fields":["email"]}'],
  ])("row 24: %i %j: its message is read, and its body kept", async (status, body, type, message) => {
    const { orq } = await startRawClient([reply(status, { "x-request-id": "request-1" }, body)]);
    const error = await failureOf(orq.identities.update("user_1", {}));
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ status, body, requestId: "request-1", code: "STATUS" });
    expect(error.message).toBe(`PATCH /v2/identities/user_1: ${status}: ${message}`);
  });

  it.each([
    ["content-length 0", reply(500)],
    ["chunked", bytes(head(500, { "transfer-encoding": "chunked" }), "0\r\n\r\n")],
    ["until the connection ends", bytesThenFin(head(500, {}))],
  ])("row 25: an empty body, %s: still an error", async (_name, act) => {
    const { orq } = await startRawClient([act]);
    const error = await failureOf(orq.identities.create({ external_id: "user_1" }));
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ status: 500 });
    expect((error as StatusError).body).toBeUndefined();
  });

  it.each(["application/json", "text/html"])(
    "row 26: HTML as %s: a status error with what the page says",
    async (type) => {
      const { orq } = await startRawClient([reply(502, { "content-type": type }, html)]);
      const error = await failureOf(orq.identities.create({ external_id: "user_1" }));
      expect(error).toBeInstanceOf(StatusError);
      expect(error).toMatchObject({ status: 502, body: html });
      expect(error.message).toContain("Bad gateway");
    },
  );
});

describe("the reply of a success", () => {
  it("row 27: the HTML of a captive portal", async () => {
    const { orq } = await startRawClient([reply(200, { "content-type": "text/html" }, html)]);
    const error = await failureOf(orq.identities.update("user_1", {}));
    expect(error).toBeInstanceOf(ResponseParseError);
    expect(error).toMatchObject({ status: 200, body: html });
    expect(error.message).toContain("text/html");
  });

  it.each(["text/plain", "text/html", undefined])("row 28: JSON with content-type %s", async (type) => {
    const headers: Record<string, string> = type === undefined ? {} : { "content-type": type };
    const { orq } = await startRawClient([
      reply(200, headers, JSON.stringify(identity)),
      reply(200, headers, "no JSON"),
    ]);
    expect(await orq.identities.update("user_1", {})).toEqual(identity);
    expect(await failureOf(orq.identities.update("user_1", {}))).toMatchObject({ code: "PARSE" });
  });

  it.each([
    ["content-length 0", reply(200)],
    ["chunked", bytes(head(200, { "transfer-encoding": "chunked" }), "0\r\n\r\n")],
  ])(
    "row 29: an empty body, %s: an error where the current pin declares one, and otherwise undefined",
    async (_name, act) => {
      const { orq } = await startRawClient([act]);
      const error = await failureOf(orq.identities.update("user_1", {}));
      expect(error).toBeInstanceOf(ResponseParseError);
      expect(error).toMatchObject({ status: 200, body: "" });
      expect(await orq.identities.delete("user_1")).toBeUndefined();
      const init = { params: { path: { id: "a" } }, body: {} };
      expect(await failureOf(orq.call("PATCH /v2/identities/{id}", init))).toBeInstanceOf(ResponseParseError);
      expect(await orq.withSpec<paths>().call("PATCH /v2/identities/{id}", init)).toBeUndefined();
    },
  );

  it("row 30: 204 and 205 give undefined, 304 is an error", async () => {
    const { orq } = await startRawClient([reply(204), reply(205), reply(204), reply(304)]);
    expect(await orq.identities.delete("user_1")).toBeUndefined();
    expect(await orq.identities.update("user_1", {})).toBeUndefined();
    expect(await orq.call("DELETE /v2/identities/{id}", { params: { path: { id: "a" } } })).toBeUndefined();
    expect(await failureOf(orq.identities.retrieve("user_1"))).toMatchObject({ status: 304, code: "STATUS" });
  });

  it.each([null, [], [1], { _id: 7, tags: "no list" }, "text", 1])("row 31: %j is given as it is", async (body) => {
    const { orq } = await startRawClient([reply(200, json, JSON.stringify(body))]);
    expect(await orq.identities.update("user_1", {})).toEqual(body);
  });

  it("row 31: what is no page ends an iteration with an error that is ours", async () => {
    const { orq } = await startRawClient([reply(200, json, "null")]);
    const iterate = async (): Promise<void> => {
      for await (const item of orq.identities.list()) expect.fail(JSON.stringify(item));
    };
    expect(await failureOf(iterate())).toMatchObject({ code: "PAGINATION" });
  });

  it("row 31: after a write that succeeded, an unreadable reply says so", async () => {
    const { server, orq } = await startRawClient([reply(201, json, '{"_id":')]);
    const error = await failureOf(orq.identities.create({ external_id: "user_1" }));
    expect(error).toMatchObject({ name: "ResponseParseError", status: 201, body: '{"_id":' });
    expect(error.message).toContain("the server answered 201");
    expect(server.requests).toHaveLength(1);
  });

  it("row 32: what the spec does not know is kept", async () => {
    const body = { ...identity, new_field: { deep: [1] }, status: "A_NEW_VALUE" };
    const { orq } = await startRawClient([reply(200, {}, body)]);
    expect(await orq.identities.update("user_1", {})).toEqual(body);
  });

  it("row 33: __proto__ and constructor are fields like any other", async () => {
    const text = '{"_id":"a","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    const { orq } = await startRawClient([reply(200, json, text), reply(400, json, `{"error":${text}}`)]);
    const data = await orq.identities.update("user_1", {});
    expect(Object.hasOwn(data, "__proto__")).toBe(true);
    expect(await failureOf(orq.identities.update("user_1", {}))).toMatchObject({ status: 400 });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each([
    ["a byte order mark", Buffer.from('\ufeff{"_id":"é"}'), "é"],
    ["UTF-8 that says it is Latin-1", Buffer.from('{"_id":"é"}'), "é"],
    ["bytes that are not UTF-8", Buffer.from('{"_id":"\xe9"}', "latin1"), "\ufffd"],
  ])("row 34: %s", async (_name, body, id) => {
    const type = { "content-type": "application/json; charset=iso-8859-1" };
    const known = bytes(head(200, { ...type, "content-length": String(body.length) }), body);
    const unknown = bytesThenFin(head(200, type), body);
    const { orq } = await startRawClient([known, unknown]);
    expect(await orq.identities.update("user_1", {})).toEqual({ _id: id });
    expect(await orq.identities.update("user_1", {})).toEqual({ _id: id });
  });

  it("row 35: a gzip bomb is given up as soon as it is too large", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const act = bytes(head(200, { "content-encoding": "gzip", "content-length": String(bomb.length) }), bomb);
    const { server, orq } = await startRawClient([act]);
    const error = await failureOf(orq.identities.update("user_1", {}));
    expect(error).toBeInstanceOf(ResponseTooLargeError);
    expect(error).toMatchObject({ code: "TOO_LARGE", status: 200, attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  it("row 35: so is a body without an end, of any status", async () => {
    const endless = (status: number) => (socket: import("node:net").Socket) => {
      socket.write(head(status, {}));
      const pour = setInterval(() => socket.write("x".repeat(10_000)), 1);
      socket.on("close", () => clearInterval(pour));
    };
    const { server, orq } = await startRawClient([endless(200), endless(404)], { maxResponseBytes: 100_000 });
    expect(await failureOf(orq.identities.update("user_1", {}))).toMatchObject({ code: "TOO_LARGE" });
    expect(await failureOf(orq.identities.update("user_1", {}))).toMatchObject({ status: 404 });
    await server.allClosed();
  });

  it("row 35: so is a reply whose length says that it is too large", async () => {
    const { orq } = await startRawClient([reply(200, {}, identity), ok], { maxResponseBytes: 10 });
    expect(await failureOf(orq.identities.update("user_1", {}))).toMatchObject({ code: "TOO_LARGE" });
  });

  it("whatever a body is, the call gives its JSON or an error of ours (property)", async () => {
    let body = "";
    const { orq } = await startRawClient([], { fetch: async () => new Response(body, { status: 200 }) });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string({ unit: "binary" })), async (text) => {
        body = text;
        const outcome = await orq.identities.update("a", {}).then(
          (data) => ({ data }),
          (error: unknown) => ({ error }),
        );
        if ("error" in outcome) expect(outcome.error).toBeInstanceOf(OrqError);
        else
          expect(JSON.stringify(outcome.data)).toBe(
            JSON.stringify(JSON.parse(new TextDecoder().decode(Buffer.from(text)))),
          );
      }),
    );
  });
});
