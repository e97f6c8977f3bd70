import { AbortError, ConnectionError, NotFoundError, type OrqError, TimeoutError } from "orq-client";
import { describe, expect, test } from "vitest";
import { bytesThenFin, bytesThenReset, fin, head, never, ok, reply, reset, thing } from "../support/acts.ts";
import { by, made, roads, startRefusing, startThings, type Things } from "../support/plain-call.ts";
import { apiKey, failureOf } from "../support/raw-client.ts";
import type { Act } from "../support/raw-server.ts";
import { one } from "../support/things.ts";

/** How many writes the long run makes. */
const writes = 200;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function create(things: Things, name = "a", options: object = {}): PromiseLike<unknown> {
  return things.call("POST /v2/things", { body: { name }, ...options });
}

/** What an error must say of a write whose outcome is not known. */
function expectAmbiguous(error: OrqError): void {
  expect(error.mayHaveActed).toBe(true);
  expect(error.message).toMatch(/may have acted/);
  expect(error.message).toContain("idempotent: true");
}

describe("a server that acts on a write and then closes the kept connection", () => {
  test.each([
    ["FIN", fin],
    ["RST", reset],
  ])(
    `rows 3 and 45: ${writes} creates, every fifth one cut off by a %s: none is done twice, each is reported`,
    async (_name, cut) => {
      let received = 0;
      const { server, things } = await startThings([
        (socket, request) => {
          received += 1;
          (received % 5 === 0 ? cut : made)(socket, request);
        },
      ]);
      const failures: OrqError[] = [];
      for (let index = 0; index < writes; index += 1) {
        try {
          expect(await create(things, `thing ${index}`)).toEqual(thing);
        } catch (error) {
          expect(error).toBeInstanceOf(ConnectionError);
          failures.push(error as OrqError);
        }
        // The connection of a reply is free again in the next turn.
        await nextTurn();
      }
      const bodies = server.requests.map(({ body }) => body);
      expect(bodies).toHaveLength(writes);
      expect(new Set(bodies).size).toBe(writes);
      expect(failures).toHaveLength(writes / 5);
      for (const failure of failures) expectAmbiguous(failure);
      // Otherwise no connection was kept, and the test says nothing.
      expect(server.requests.at(-1)?.connection).toBeLessThan(writes / 2);
    },
  );
});

const beginnings: readonly (readonly [string, string])[] = [
  ["before the headers", ""],
  ["after a 100", "HTTP/1.1 100 Continue\r\n\r\n"],
  ["after a 103", "HTTP/1.1 103 Early Hints\r\nlink: </style.css>\r\n\r\n"],
  ["after the first bytes of a 201", "HTTP/1.1 201 Crea"],
  ["within the headers of a 201", "HTTP/1.1 201 Created\r\ncontent-length: 100\r\n"],
  ["within the body of a 201", `${head(201, { "content-length": "100" })}{"id":`],
];

const cuts = beginnings.flatMap(([when, text]): [string, Act][] => [
  [`a FIN ${when}`, text === "" ? fin : bytesThenFin(text)],
  [`a RST ${when}`, text === "" ? reset : bytesThenReset(text)],
]);

describe("a connection that ends while a create is under way", () => {
  test.each(cuts)("row 3: %s, on a new connection: sent once, and the server may have acted", async (_name, cut) => {
    const { server, things } = await startThings([cut, made]);
    const error = await failureOf(create(things));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ mayHaveActed: true, neverSent: false, attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  test.each(cuts)("row 45: %s, on a kept connection: sent once, and the server may have acted", async (_name, cut) => {
    const { server, things } = await startThings([made, cut, made]);
    await create(things, "first");
    await nextTurn();
    const error = await failureOf(create(things, "second"));
    expect(error).toMatchObject({ mayHaveActed: true, attempts: 1 });
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0]);
  });

  test.each(roads)("row 3: by %s: the message says what happened and the way out", async (road) => {
    const { server, things } = await startThings([reset, made]);
    expectAmbiguous(await failureOf(by(road, things, "POST /v2/things", { body: { name: "a" } })));
    expect(server.requests).toHaveLength(1);
  });

  test("row 3: by a method of a resource, too", async () => {
    const { server, orq } = await startThings([reset, made]);
    expectAmbiguous(await failureOf(orq.identities.create({ external_id: "user_1" })));
    expect(server.requests).toHaveLength(1);
  });

  test("the old name of the rule that is gone is gone", async () => {
    const { things } = await startThings([reset]);
    expect(await failureOf(create(things))).not.toHaveProperty("staleSocket");
  });
});

describe("whether the server may have acted", () => {
  test("a timeout after the request was sent: it may", async () => {
    const { things } = await startThings([never], { timeoutMs: 50 });
    const error = await failureOf(create(things));
    expect(error).toBeInstanceOf(TimeoutError);
    expectAmbiguous(error);
  });

  test("an abort after the request was sent: it may", async () => {
    const controller = new AbortController();
    const { things } = await startThings([() => controller.abort()]);
    const error = await failureOf(create(things, "a", { signal: controller.signal }));
    expect(error).toBeInstanceOf(AbortError);
    expect(error.mayHaveActed).toBe(true);
  });

  test("an abort before: it has not", async () => {
    const { things } = await startThings([made]);
    expect(await failureOf(create(things, "a", { signal: AbortSignal.abort() }))).toMatchObject({
      code: "ABORTED",
      mayHaveActed: false,
    });
  });

  test("a timeout while the key was waited for: it has not", async () => {
    const { things } = await startThings([made], { apiKey: () => new Promise(() => {}), totalTimeoutMs: 50 });
    expect(await failureOf(create(things))).toMatchObject({ code: "TIMEOUT", mayHaveActed: false });
  });

  test("a refused connection: it has not", async () => {
    const { things } = await startRefusing();
    expect(await failureOf(create(things))).toMatchObject({ neverSent: true, mayHaveActed: false });
  });

  test("a refused connection, then one that is lost: it may", async () => {
    const { url } = await startRefusing();
    let sent = 0;
    const { server, things } = await startThings([reset], {
      fetch: (to, init) => {
        sent += 1;
        return fetch(sent === 1 ? url : to, init);
      },
    });
    const error = await failureOf(create(things));
    expect(error).toMatchObject({ code: "ECONNRESET", attempts: 2, mayHaveActed: true });
    expect(server.requests).toHaveLength(1);
  });

  test.each([400, 409, 422, 429, 501])("a status %i: the server has said that it did not act", async (status) => {
    const { things } = await startThings([reply(status)]);
    expect(await failureOf(create(things))).toMatchObject({ status, mayHaveActed: false });
  });

  test.each([302, 500, 502, 503, 504])(
    "a status %i: a server or gateway that failed may have acted",
    async (status) => {
      const { things } = await startThings([reply(status, { location: "/elsewhere" })]);
      expect(await failureOf(create(things))).toMatchObject({ status, mayHaveActed: true });
    },
  );

  test("what an earlier request may have done is not forgotten", async () => {
    const half = `${head(200, { "content-length": "100" })}{"id":`;
    const { things } = await startThings([bytesThenReset(half), reply(422)]);
    const call = things.call("PUT /v2/things/{id}", { params: one, body: {} });
    expect(await failureOf(call)).toMatchObject({ status: 422, mayHaveActed: true });
  });

  test("a write whose result stands behind a redirect that is refused has been accepted", async () => {
    const away = reply(302, { location: "https://other.example/x" });
    const { things } = await startThings([reply(303, { location: "/v2/things/thing_1" }), away]);
    const error = await failureOf(create(things));
    expect(error).toMatchObject({ code: "REDIRECT", status: 303, mayHaveActed: true });
    expect(error.message).toContain("the request was accepted");
  });

  test("three redirects are followed in all, however a write begins", async () => {
    const on = reply(303, { location: "/v2/things/thing_1" });
    const { server, things } = await startThings([on]);
    const error = await failureOf(create(things));
    expect(error).toMatchObject({ code: "REDIRECT", mayHaveActed: true });
    expect(server.requests).toHaveLength(4);
  });

  test("a DELETE whose success broke off and that then finds nothing has succeeded", async () => {
    const half = `${head(200, { "content-length": "100" })}{`;
    const { things } = await startThings([bytesThenReset(half), reply(404)]);
    expect(await things.call("DELETE /v2/things/{id}", { params: one })).toBeUndefined();
  });

  test.each([
    ["GET", false],
    ["PUT", true],
    ["DELETE", true],
  ])("a lost %s, which may be repeated: it may have acted: %s", async (method, mayHaveActed) => {
    const { things } = await startThings([reset], { maxRetries: 0 });
    const error = await failureOf(by("call", things, `${method} /v2/things/{id}`, { params: one }));
    expect(error).toMatchObject({ code: "ECONNRESET", mayHaveActed });
    expect(error.message).not.toContain("idempotent: true");
  });

  test("a create that the caller says is idempotent is sent again, and no advice is given", async () => {
    const { server, things } = await startThings([reset]);
    const error = await failureOf(create(things, "a", { idempotent: true, maxRetries: 1 }));
    expect(error).toMatchObject({ code: "ECONNRESET", attempts: 2, mayHaveActed: true });
    expect(error.message).not.toContain("idempotent: true");
    expect(server.requests).toHaveLength(2);
  });

  test("a PUT that the caller says is not idempotent is sent once, and may have been done", async () => {
    const { server, things } = await startThings([reset, ok]);
    const init = { params: one, body: { name: "a" }, idempotent: false };
    expect(await failureOf(things.call("PUT /v2/things/{id}", init))).toMatchObject({ mayHaveActed: true });
    expect(server.requests).toHaveLength(1);
  });

  test("what is refused before it is sent: it has not", async () => {
    const { things } = await startThings([made]);
    const error = await failureOf(things.call("POST /v2/things", { body: { metadata: { score: Number.NaN } } }));
    expect(error).toMatchObject({ code: "VALIDATION", mayHaveActed: false });
  });
});

describe("a create is sent again where the server cannot have acted", () => {
  test("row 1: the connection was refused", async () => {
    const { url } = await startRefusing();
    let sent = 0;
    const { server, things } = await startThings([made], {
      fetch: (to, init) => {
        sent += 1;
        return fetch(sent === 1 ? url : to, init);
      },
    });
    expect(await create(things)).toEqual(thing);
    expect([sent, server.requests.length]).toEqual([2, 1]);
  });

  test.each([
    ["408", reply(408)],
    ["425", reply(425)],
    ["429 with Retry-After", reply(429, { "retry-after": "0" })],
    ["503 with Retry-After", reply(503, { "retry-after": "0" })],
    ["500 with x-should-retry: true", reply(500, { "x-should-retry": "true", "retry-after-ms": "0" })],
    ["409 with x-should-retry: true", reply(409, { "x-should-retry": "true", "retry-after-ms": "0" })],
  ])("rows 16 and 17: the server says so: %s", async (_name, refused) => {
    const { server, things } = await startThings([refused, made]);
    expect(await create(things)).toEqual(thing);
    expect(server.requests).toHaveLength(2);
  });

  test.each([
    ["425 a second time", 2, reply(425)],
    ["500", 1, reply(500)],
    ["502", 1, reply(502)],
    ["503 without Retry-After", 1, reply(503)],
    ["429 without Retry-After", 1, reply(429)],
    ["503 with x-should-retry: false", 1, reply(503, { "retry-after": "0", "x-should-retry": "false" })],
  ])("rows 16 and 17: and not otherwise: %s", async (_name, count, refused) => {
    const { server, things } = await startThings([refused]);
    expect((await failureOf(create(things))).attempts).toBe(count);
    expect(server.requests).toHaveLength(count);
  });
});

describe("a DELETE that is repeated", () => {
  test.each([404, 410])("row 52: after a lost connection, %i means that it is gone", async (status) => {
    for (const lost of [fin, reset]) {
      const { server, things } = await startThings([lost, reply(status, {}, { message: "none" })]);
      expect(await things.call("DELETE /v2/things/{id}", { params: one })).toBeUndefined();
      expect(server.requests.map(({ method }) => method)).toEqual(["DELETE", "DELETE"]);
    }
  });

  test("row 52: so it is for a method of a resource", async () => {
    const { server, orq } = await startThings([reset, reply(404)]);
    expect(await orq.identities.delete("user_1")).toBeUndefined();
    expect(server.requests).toHaveLength(2);
  });

  test("row 52: and with its response, which shows what the server answered", async () => {
    const { things } = await startThings([reset, reply(404)]);
    const { data, response } = await things.call("DELETE /v2/things/{id}", { params: one }).withResponse();
    expect([data, response.status]).toEqual([undefined, 404]);
  });

  test.each([404, 410])("row 52: a first %i is the caller's", async (status) => {
    const { server, things } = await startThings([reply(status)]);
    expect(await failureOf(things.call("DELETE /v2/things/{id}", { params: one }))).toMatchObject({ status });
    expect(server.requests).toHaveLength(1);
  });

  test("row 52: so is one after a refused connection: nothing was deleted", async () => {
    const { url } = await startRefusing();
    let sent = 0;
    const { things } = await startThings([reply(404)], {
      apiKey,
      fetch: (to, init) => {
        sent += 1;
        return fetch(sent === 1 ? url : to, init);
      },
    });
    expect(await failureOf(things.call("DELETE /v2/things/{id}", { params: one }))).toBeInstanceOf(NotFoundError);
    expect(sent).toBe(2);
  });

  test.each(["GET", "PUT"])("row 52: a 404 after a lost %s is still a 404", async (method) => {
    const { things } = await startThings([reset, reply(404)]);
    const call = by("call", things, `${method} /v2/things/{id}`, { params: one });
    expect(await failureOf(call)).toBeInstanceOf(NotFoundError);
  });

  test("row 52: any other status after a lost DELETE is the caller's", async () => {
    const { things } = await startThings([reset, reply(403)]);
    expect(await failureOf(things.call("DELETE /v2/things/{id}", { params: one }))).toMatchObject({ status: 403 });
  });
});
