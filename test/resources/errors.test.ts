import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Orq, StatusError } from "orq-client";
import { expect, onTestFinished, test } from "vitest";

const json = "application/json";

/** What the client throws when a server answers this. */
async function errorFor(status: number, contentType: string, body: string): Promise<StatusError> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { "content-type": contentType, "x-request-id": "request-7" }).end(body);
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const orq = new Orq({ apiKey: "key", baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const failure = await orq.identities.retrieve("user_1").catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StatusError);
  return failure as StatusError;
}

test.each([
  { name: "{ message }", body: `{"message":"no such identity"}`, message: "no such identity" },
  { name: "{ code, message }", body: `{"code":"gone","message":"no such"}`, message: "no such", apiCode: "gone" },
  {
    name: "{ error: { code, message, doc_url } }",
    body: `{"error":{"code":"not_found","message":"no such","doc_url":"https://docs.orq.ai/errors"}}`,
    message: "no such",
    apiCode: "not_found",
    docUrl: "https://docs.orq.ai/errors",
  },
  { name: "{ error: object }", body: `{"error":{"limit":"at most 50"}}`, message: `{"limit":"at most 50"}` },
  { name: "{ error: string }", body: `{"error":"Identity not found"}`, message: "Identity not found" },
])("the error shape $name", async ({ body, message, apiCode, docUrl }) => {
  const error = await errorFor(404, json, body);
  expect(error).toMatchObject({ status: 404, requestId: "request-7", method: "GET", path: "/v2/identities/user_1" });
  expect(error.message).toBe(`GET /v2/identities/user_1: 404: ${message}`);
  expect(error.body).toEqual(JSON.parse(body));
  expect([error.apiCode, error.docUrl]).toEqual([apiCode, docUrl]);
});

test.each([
  {
    name: "HTML",
    type: "text/html",
    body: "<html><head><title>502 Bad Gateway</title></head></html>",
    message: ": 502 Bad Gateway",
  },
  { name: "HTML that says it is JSON", type: json, body: "<h1>Bad\n  Gateway</h1>", message: ": Bad Gateway" },
  { name: "an empty body", type: json, body: "", message: "" },
  { name: "null", type: json, body: "null", message: "" },
])("an error with $name still throws", async ({ type, body, message }) => {
  const error = await errorFor(502, type, body);
  expect(error.name).toBe("ServerError");
  expect(error.message).toBe(`GET /v2/identities/user_1: 502${message}`);
});
