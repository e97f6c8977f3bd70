import { ConnectionError, Orq, ResponseParseError } from "orq-client";
import { describe, expect, it, vi } from "vitest";
import { bytesThenFin, fin, head, ok } from "../support/acts.ts";
import { apiKey, failureOf, startRawClient, withoutJitter } from "../support/raw-client.ts";
import { create, replace, retrieve } from "../support/things.ts";

/** A `fetch` that fails as the resolver does: what the name of a real host does is not ours to decide. */
function failingFetch(code: string): typeof globalThis.fetch {
  const cause = Object.assign(new Error(`getaddrinfo ${code} api.orq.ai`), { code, syscall: "getaddrinfo" });
  return vi.fn(async () => {
    throw new TypeError("fetch failed", { cause });
  });
}

describe("no connection", () => {
  it("row 1: a refused connection is tried again for every method, and is a ConnectionError", async () => {
    const { server } = await startRawClient([ok]);
    await server.close();
    const orq = new Orq({ apiKey, baseUrl: server.url });
    const error = await failureOf(create(orq));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ code: "ECONNREFUSED", attempts: 3, neverSent: true, path: "/v2/things" });
    expect(await failureOf(retrieve(orq, { maxRetries: 0 }))).toMatchObject({ attempts: 1 });
  });

  it("row 2: a name that does not resolve is asked for twice at most, a resolver that is busy more often", async () => {
    withoutJitter();
    const unknown = failingFetch("ENOTFOUND");
    const orq = new Orq({ apiKey, fetch: unknown, maxRetries: 5 });
    expect(await failureOf(retrieve(orq))).toMatchObject({ code: "ENOTFOUND", attempts: 2 });
    expect(unknown).toHaveBeenCalledTimes(2);

    const busy = new Orq({ apiKey, fetch: failingFetch("EAI_AGAIN"), maxRetries: 5 });
    const error = await failureOf(create(busy));
    expect(error).toMatchObject({ code: "EAI_AGAIN", attempts: 6 });
  });

  it("row 2: a real name that does not exist is a ConnectionError", async () => {
    const orq = new Orq({ apiKey, baseUrl: "https://orq-client.invalid", maxRetries: 0 });
    const error = await failureOf(retrieve(orq));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(["ENOTFOUND", "EAI_AGAIN"]).toContain(error.code);
  });
});

describe("a connection that ends before the headers", () => {
  it.each([
    ["had served before", [ok, fin, ok], 2],
    ["had begun to reply", [bytesThenFin("HTTP/1.1 201 Created\r\n"), ok], 1],
    ["had said 100", [bytesThenFin("HTTP/1.1 100 Continue\r\n\r\n"), ok], 1],
  ] as const)("row 3: a connection that %s is no proof that the server has not acted", async (_name, acts, sent) => {
    const { server, orq } = await startRawClient([...acts]);
    if (sent === 2) await create(orq);
    const error = await failureOf(create(orq));
    expect(error).toMatchObject({ code: "ECONNRESET", attempts: 1, mayHaveActed: true });
    expect(server.requests).toHaveLength(sent);
  });
});

describe("a connection that ends within the body", () => {
  it("row 5: half of a JSON text that ends with the connection is a ResponseParseError", async () => {
    const half = `{"id":"thing_1","name":"${"x".repeat(500)}`;
    const { server, orq } = await startRawClient([
      bytesThenFin(head(200, { "content-type": "application/json" }), half),
    ]);
    const error = await failureOf(replace(orq));
    expect(error).toBeInstanceOf(ResponseParseError);
    expect(error).toMatchObject({ code: "PARSE", status: 200, body: half });
    expect(error.message).toContain("application/json");
    expect(error.message).toContain(half.slice(0, 200));
    expect(error.message).not.toContain(half.slice(0, 201));
    expect(server.requests).toHaveLength(1);
  });
});
