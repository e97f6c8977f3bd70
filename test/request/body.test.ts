import { ConfigError, Orq, ValidationError } from "orq-client";
import { describe, expect, test } from "vitest";
import { ok } from "../support/acts.ts";
import { by, roads, startThings } from "../support/plain-call.ts";
import { apiKey, failureOf } from "../support/raw-client.ts";
import { one } from "../support/things.ts";

const put = "PUT /v2/things/{id}";

describe.each(roads)("a body, by %s", (road) => {
  test("null is sent as null", async () => {
    const { server, things } = await startThings([ok]);
    await by(road, things, put, { params: one, body: null });
    expect(server.requests[0]?.body).toBe("null");
  });

  test("a field of a class's instance is read once", async () => {
    const { server, things } = await startThings([ok]);
    let reads = 0;
    const body = Object.create(null, {
      name: {
        enumerable: true,
        get: () => {
          reads += 1;
          return String(reads);
        },
      },
    });
    await by(road, things, put, { params: one, body });
    expect([server.requests[0]?.body, reads]).toEqual(['{"name":"1"}', 1]);
  });

  test("a list is not a form", async () => {
    const { server, things } = await startThings([ok]);
    for (const type of ["multipart/form-data", "application/x-www-form-urlencoded"]) {
      const init = { body: [1], headers: { "content-type": type } };
      expect(await failureOf(by(road, things, "POST /v2/form", init))).toBeInstanceOf(ValidationError);
    }
    expect(server.requests).toHaveLength(0);
  });

  test("a date in a form has no quotes", async () => {
    const { server, things } = await startThings([ok]);
    await by(road, things, "POST /v2/upload", {
      body: { at: new Date(0) },
      headers: { "content-type": "multipart/form-data" },
    });
    expect(server.requests[0]?.body).toContain("\r\n\r\n1970-01-01T00:00:00.000Z\r\n");
  });

  test("a stream that is locked is refused by its name", async () => {
    const { things } = await startThings([ok]);
    const body = new ReadableStream();
    body.getReader();
    const error = await failureOf(by(road, things, put, { params: one, body }));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain("locked");
  });

  test.each([new URLSearchParams("a=b"), new Map(), new Date(0), "abc"])("%o is not a query", async (query) => {
    const { server, things } = await startThings([ok]);
    expect(await failureOf(by(road, things, "GET /v2/things", { params: { query } }))).toBeInstanceOf(ValidationError);
    expect(server.requests).toHaveLength(0);
  });
});

test("headers are taken from whatever lists pairs", async () => {
  const { server, things } = await startThings([ok], { headers: new Map([["X-Tenant", "t1"]]) as never });
  await things.call("GET /v2/things/{id}", { params: one });
  expect(server.requests[0]?.headers["x-tenant"]).toBe("t1");
});

test.each(["apiKey", "baseUrl"])("%s: null is not taken for the environment's", (name) => {
  expect(() => new Orq({ apiKey, [name]: null })).toThrow(ConfigError);
});
