import { type CallOptions, ConnectionError, NotFoundError, ResponseTooLargeError, TimeoutError } from "orq-client";
import { expect, expectTypeOf, test } from "vitest";
import { andThen, bytes, bytesThenFin, head, reply } from "../support/acts.ts";
import { holdClock } from "../support/clock.ts";
import { startThings, type Things } from "../support/plain-call.ts";
import { failureOf } from "../support/raw-client.ts";
import { one } from "../support/things.ts";

const chunked = head(200, { "content-type": "application/octet-stream", "transfer-encoding": "chunked" });

function read(things: Things, options: CallOptions = {}): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  return things.call("GET /v2/things/{id}/content", { params: one, ...options, as: "stream" });
}

test('as: "stream" gives the body as it comes, with the response', async () => {
  const { server, things } = await startThings([bytesThenFin(chunked, "3\r\nabc\r\n", "2\r\nde\r\n", "0\r\n\r\n")]);
  const { data, response } = await things
    .call("GET /v2/things/{id}/content", { params: one, as: "stream" })
    .withResponse();
  expectTypeOf(data).toEqualTypeOf<ReadableStream<Uint8Array<ArrayBuffer>>>();
  expect(response.headers.get("content-type")).toBe("application/octet-stream");
  expect(await new Response(data).text()).toBe("abcde");
  await server.allClosed();
});

test('types: as is "stream" or nothing, and without it the result is that of the operation', () => {
  void (async (things: Things) => {
    expectTypeOf(await things.call("GET /v2/things/{id}/content", { params: one })).toEqualTypeOf<Blob>();
    expectTypeOf(
      await things.call("GET /v2/things/{id}/content", { params: one, as: undefined }),
    ).toEqualTypeOf<Blob>();
    const how = { as: "stream" } as const;
    expectTypeOf(await things.call("GET /v2/things/{id}/content", { params: one, ...how })).toEqualTypeOf<
      ReadableStream<Uint8Array<ArrayBuffer>>
    >();
    const open: { as?: "stream" } = {};
    expectTypeOf(await things.call("GET /v2/things/{id}/content", { params: one, ...open })).toEqualTypeOf<
      Blob | ReadableStream<Uint8Array<ArrayBuffer>>
    >();
    // @ts-expect-error there is no such way
    await things.call("GET /v2/things/{id}/content", { params: one, as: "text" });
  });
});

test("as is checked before anything is sent", async () => {
  const { server, things } = await startThings([reply(200)]);
  const call = things.call("GET /v2/things/{id}/content", { params: one, as: "text" as "stream" });
  expect(await failureOf(call)).toMatchObject({
    code: "CONFIG",
    message: 'as must be "stream"',
  });
  expect(server.requests).toHaveLength(0);
});

test("a status that is no success is an error, and is retried, as for any call", async () => {
  const { server, things } = await startThings([reply(503), reply(404)]);
  expect(await failureOf(read(things))).toBeInstanceOf(NotFoundError);
  expect(server.requests).toHaveLength(2);
});

test("maxResponseBytes counts what is read", async () => {
  const { server, things } = await startThings([bytes(chunked, "3\r\nabc\r\n", "2\r\nde\r\n")], {
    maxResponseBytes: 4,
  });
  const body = await read(things);
  expect(await failureOf(new Response(body).text())).toBeInstanceOf(ResponseTooLargeError);
  await server.allClosed();
});

test("cancelling closes the connection", async () => {
  const { server, things } = await startThings([bytes(chunked, "3\r\nabc\r\n")]);
  const body = await read(things);
  await body.cancel();
  await server.allClosed();
});

test("a body that stalls, and one that nobody reads, end after timeoutMs", async () => {
  const clock = holdClock();
  const stalled = andThen(bytes(chunked, "3\r\nabc\r\n"), () => clock.timeUp());
  const { server, things } = await startThings([stalled, bytes(chunked)], { timeoutMs: 5_000 });
  const error = await failureOf(new Response(await read(things)).text());
  expect(error).toBeInstanceOf(TimeoutError);
  expect(error.message).toContain("no more of the body for 5000 ms (timeoutMs)");
  const unread = await read(things);
  clock.timeUp();
  await server.allClosed();
  expect(await failureOf(new Response(unread).text())).toBeInstanceOf(TimeoutError);
});

test("a body that breaks off", async () => {
  const { things } = await startThings([bytesThenFin(chunked, "3\r\nabc\r\n")]);
  expect(await failureOf(new Response(await read(things)).text())).toBeInstanceOf(ConnectionError);
});

test("an abort ends the body", async () => {
  const controller = new AbortController();
  const { server, things } = await startThings([bytes(chunked, "3\r\nabc\r\n")]);
  const body = await read(things, { signal: controller.signal });
  controller.abort();
  expect(await failureOf(new Response(body).text())).toMatchObject({ code: "ABORTED" });
  await server.allClosed();
});
