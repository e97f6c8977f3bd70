import fc from "fast-check";
import { NotFoundError, OrqError, ServerError, type StatusError, UnprocessableEntityError } from "orq-client";
import { describe, expect, it } from "vitest";
import { bytes, bytesThenFin, head, ok, reply, reset, thing } from "../support/acts.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";
import { create, remove, replace } from "../support/things.ts";

const json = { "content-type": "application/json" };
const html = "<html><head><title>Bad gateway</title></head><body>no</body></html>";

describe("a DELETE whose reply was lost", () => {
  it.each([404, 410])("has succeeded where the next one gets %i", async (status) => {
    const { orq } = await startRawClient([reset, reply(status)]);
    expect(await remove(orq)).toBeUndefined();
  });

  it.each([403, 409])("has failed where the next one gets %i", async (status) => {
    const { orq } = await startRawClient([reset, reply(status)]);
    expect(await failureOf(remove(orq))).toMatchObject({ status });
  });

  it("is another thing than a DELETE of what is not there, or a PUT that was lost", async () => {
    const { orq } = await startRawClient([reply(404), reset, reply(404)]);
    expect(await failureOf(remove(orq))).toBeInstanceOf(NotFoundError);
    expect(await failureOf(replace(orq))).toBeInstanceOf(NotFoundError);
  });
});

describe("the words for a success that cannot be read", () => {
  it.each<[headers: Record<string, string>, body: string, problem: string]>([
    [json, "", "empty"],
    [json, "a".repeat(300), `not JSON (content-type application/json): ${"a".repeat(200)}`],
    [{}, "{", "not JSON (content-type missing): {"],
  ])("%j %j", async (headers, body, problem) => {
    const { orq } = await startRawClient([reply(201, headers, body)]);
    const error = await failureOf(orq.contacts.create({ external_id: "user_1" }));
    expect(error.message).toBe(`POST /v2/contacts: the server answered 201, and the body is ${problem}`);
    expect(error).toMatchObject({ code: "PARSE", status: 201, body });
  });
});

it("what is derived from a call is a plain promise", async () => {
  const { orq } = await startRawClient([ok]);
  const derived = replace(orq).then((data) => data.id);
  expect(Object.getPrototypeOf(derived)).toBe(Promise.prototype);
  expect(await derived).toBe(thing["id"]);
});

it("the body of an error that has none is undefined", async () => {
  const { orq } = await startRawClient([reply(404)]);
  expect(((await failureOf(replace(orq))) as StatusError).body).toBeUndefined();
});

describe("the reply of an error", () => {
  it.each([
    { status: 404, body: { message: "no such" }, type: NotFoundError, message: "no such" },
    { status: 404, body: { error: "no such" }, type: NotFoundError, message: "no such" },
    {
      status: 404,
      body: { code: "gone", message: "no such" },
      type: NotFoundError,
      message: "no such",
      apiCode: "gone",
    },
    {
      status: 422,
      body: { error: { code: "quota", message: "too much", doc_url: "https://docs.orq.ai/errors" } },
      type: UnprocessableEntityError,
      message: "too much",
      apiCode: "quota",
      docUrl: "https://docs.orq.ai/errors",
    },
    { status: 422, body: { error: { at: ["email"] } }, type: UnprocessableEntityError, message: '{"at":["email"]}' },
  ])("row 24: $status $body: its message is read, and its body kept", async (shape) => {
    const { status, body, type, message } = shape;
    const { orq } = await startRawClient([reply(status, { "x-request-id": "request-1" }, body)]);
    const error = (await failureOf(replace(orq))) as StatusError;
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ status, requestId: "request-1", method: "PUT", path: "/v2/things/thing_1" });
    expect(error.body).toEqual(body);
    expect([error.code, error.apiCode, error.docUrl]).toEqual(["STATUS", shape.apiCode, shape.docUrl]);
    expect(error.message).toBe(`PUT /v2/things/thing_1: ${status}: ${message}`);
  });

  it.each([
    ["HTML", { "content-type": "text/html" }, html, ": Bad gateway"],
    ["HTML that says it is JSON", json, html, ": Bad gateway"],
    ["HTML without a title", json, "<h1>Bad\n  Gateway</h1>", ": Bad Gateway"],
    ["nothing", json, "", ""],
    ["null", json, "null", ""],
  ])("rows 25 and 26: %s is still a status error, with what it says", async (_name, headers, body, message) => {
    const { orq } = await startRawClient([reply(502, headers, body)]);
    const error = await failureOf(create(orq));
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ name: "ServerError", status: 502 });
    expect(error.message).toBe(`POST /v2/things: 502${message}`);
    if (body === html) expect((error as StatusError).body).toBe(html);
  });
});

describe("the reply of a success", () => {
  it.each([
    ["content-length 0", reply(200)],
    ["chunked", bytes(head(200, { "transfer-encoding": "chunked" }), "0\r\n\r\n")],
  ])("row 29: an empty body, %s: undefined, since no fixture promises a body at run time", async (_name, act) => {
    const { orq } = await startRawClient([act]);
    expect(await replace(orq)).toBeUndefined();
    expect(await remove(orq)).toBeUndefined();
  });

  it.each([null, [], [1], { id: 7, tags: "no list" }, "text", 1])("row 31: %j is given as it is", async (body) => {
    const { orq } = await startRawClient([reply(200, json, JSON.stringify(body))]);
    expect(await replace(orq)).toEqual(body);
  });

  it("row 33: __proto__ and constructor are fields like any other", async () => {
    const text = '{"id":"a","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    const { orq } = await startRawClient([reply(200, json, text), reply(400, json, `{"error":${text}}`)]);
    const data = await replace(orq);
    expect(Object.hasOwn(data, "__proto__")).toBe(true);
    expect(await failureOf(replace(orq))).toMatchObject({ status: 400 });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each([
    ["a byte order mark", Buffer.from('\ufeff{"id":"é"}'), "é"],
    ["UTF-8 that says it is Latin-1", Buffer.from('{"id":"é"}'), "é"],
    ["bytes that are not UTF-8", Buffer.from('{"id":"\xe9"}', "latin1"), "\ufffd"],
  ])("row 34: %s", async (_name, body, id) => {
    const type = { "content-type": "application/json; charset=iso-8859-1" };
    const known = bytes(head(200, { ...type, "content-length": String(body.length) }), body);
    const unknown = bytesThenFin(head(200, type), body);
    const { orq } = await startRawClient([known, unknown]);
    expect(await replace(orq)).toEqual({ id });
    expect(await replace(orq)).toEqual({ id });
  });

  it("row 35: so is a body without an end, of any status", async () => {
    const endless = (status: number) => (socket: import("node:net").Socket) => {
      socket.write(head(status, {}));
      const pour = setInterval(() => socket.write("x".repeat(10_000)), 1);
      socket.on("close", () => clearInterval(pour));
    };
    const { server, orq } = await startRawClient([endless(200), endless(404)], { maxResponseBytes: 100_000 });
    expect(await failureOf(replace(orq))).toMatchObject({ code: "TOO_LARGE" });
    expect(await failureOf(replace(orq))).toMatchObject({ status: 404 });
    await server.allClosed();
  });

  it("row 35: so is a reply whose length says that it is too large", async () => {
    const { orq } = await startRawClient([reply(200, {}, thing), ok], { maxResponseBytes: 10 });
    expect(await failureOf(replace(orq))).toMatchObject({ code: "TOO_LARGE" });
  });

  it("whatever a body is, the call gives its JSON or an error of ours (property)", async () => {
    let body = "";
    const { orq } = await startRawClient([], { fetch: async () => new Response(body, { headers: json }) });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string({ unit: "binary" })), async (text) => {
        body = text;
        const outcome = await replace(orq).then(
          (data) => ({ data }),
          (error: unknown) => ({ error }),
        );
        if ("error" in outcome) expect(outcome.error).toBeInstanceOf(OrqError);
        else if (text === "") expect(outcome.data).toBeUndefined();
        else
          expect(JSON.stringify(outcome.data)).toBe(
            JSON.stringify(JSON.parse(new TextDecoder().decode(Buffer.from(text)))),
          );
      }),
    );
  });
});
