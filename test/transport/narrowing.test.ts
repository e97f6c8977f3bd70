import { inspect } from "node:util";
import {
  type AbortError,
  type AnyOrqError,
  ConfigError,
  ConnectionError,
  isOrqError,
  type LogLevel,
  Orq,
  type OrqError,
  type PaginationError,
  RateLimitError,
  type RedirectError,
  type ResponseParseError,
  type ResponseTooLargeError,
  type StatusError,
  type StreamError,
  type TimeoutError,
  type ValidationError,
} from "orq-client";
import { afterEach, describe, expect, expectTypeOf, test, vi } from "vitest";
import { bytesThenFin, ok, reply, reset } from "../support/acts.ts";
import { recorder } from "../support/listening.ts";
import { startRefusing, startThings } from "../support/plain-call.ts";
import { apiKey, failureOf } from "../support/raw-client.ts";
import type { Act } from "../support/raw-server.ts";
import { one } from "../support/things.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const get = "GET /v2/things/{id}";

async function failureWith(act: Act, options = {}): Promise<OrqError> {
  const { things } = await startThings([act], options);
  return failureOf(things.call(get, { params: one }));
}

describe("the code of an error tells its class", () => {
  /** Compiles only where each code narrows to the class, with all that the class has. */
  function explain(error: AnyOrqError): string {
    switch (error.code) {
      case "CONFIG": {
        const narrowed: ConfigError = error;
        return narrowed.name;
      }
      case "VALIDATION": {
        const narrowed: ValidationError = error;
        return String(narrowed.pointer);
      }
      case "TIMEOUT": {
        const narrowed: TimeoutError = error;
        return narrowed.name;
      }
      case "ABORTED": {
        const narrowed: AbortError = error;
        return narrowed.name;
      }
      case "STATUS": {
        const narrowed: StatusError = error;
        const status: number = narrowed.status;
        return `${status} ${error.apiCode} ${error.retryAfterMs} ${error.docUrl}`;
      }
      case "PARSE": {
        const narrowed: ResponseParseError = error;
        return String(narrowed.body);
      }
      case "TOO_LARGE": {
        const narrowed: ResponseTooLargeError = error;
        return String(narrowed.status);
      }
      case "REDIRECT": {
        const narrowed: RedirectError = error;
        return String(narrowed.status);
      }
      case "PAGINATION": {
        const narrowed: PaginationError = error;
        return narrowed.name;
      }
      case "STREAM": {
        const narrowed: StreamError = error;
        return String(narrowed.apiCode);
      }
      case "ECONNREFUSED":
      case "ECONNRESET":
      case "TLS":
      case "PROTOCOL":
      case "CONNECTION": {
        const narrowed: ConnectionError = error;
        return `${narrowed.code} ${error.neverSent}`;
      }
      default: {
        // Every other code is that of a connection.
        const narrowed: ConnectionError = error;
        return narrowed.code;
      }
    }
  }

  test("isOrqError narrows an unknown value to any of them", async () => {
    const caught: unknown = await failureWith(reply(404, {}, { code: "not_found", message: "none" }));
    if (!isOrqError(caught)) return expect.fail("it is one of ours");
    expectTypeOf(caught).toEqualTypeOf<AnyOrqError>();
    expect(explain(caught)).toBe("404 not_found undefined undefined");
    expect(isOrqError(new Error("not ours"))).toBe(false);
    expect(isOrqError(undefined)).toBe(false);
  });

  test("a lost connection", async () => {
    const caught: unknown = await failureWith(reset, { maxRetries: 0 });
    expect(isOrqError(caught) && explain(caught)).toBe("ECONNRESET false");
  });

  test("mayHaveActed, requestId and traceId are those of every error", () => {
    expectTypeOf<OrqError["mayHaveActed"]>().toEqualTypeOf<boolean>();
    expectTypeOf<AnyOrqError["mayHaveActed"]>().toEqualTypeOf<boolean>();
    expectTypeOf<AnyOrqError["requestId"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<AnyOrqError["traceId"]>().toEqualTypeOf<string | undefined>();
  });

  test("AnyOrqError is an OrqError, and a union of the classes", () => {
    expectTypeOf<AnyOrqError>().toExtend<OrqError>();
    expectTypeOf<RateLimitError>().toExtend<AnyOrqError>();
    expectTypeOf<ConnectionError>().toExtend<AnyOrqError>();
    expectTypeOf<Extract<AnyOrqError, { code: "PARSE" }>>().toEqualTypeOf<ResponseParseError>();
  });
});

describe("what an error explains", () => {
  test("no reply: the innermost cause, in the message and in its JSON", async () => {
    const innermost = new Error("the innermost reason");
    const cause = new TypeError("fetch failed", { cause: new Error("the outer one", { cause: innermost }) });
    const { things } = await startThings([], { fetch: () => Promise.reject(cause), maxRetries: 0 });
    const error = await failureOf(things.call(get, { params: one }));
    expect(error.message).toContain("no reply (CONNECTION)");
    expect(error.message).toContain("the innermost reason");
    expect(JSON.stringify(error.toJSON())).toContain("the innermost reason");
  });

  test("a refused connection: what the system said", async () => {
    const { things } = await startRefusing({ maxRetries: 0 });
    const error = await failureOf(things.call(get, { params: one }));
    expect(error.message).toContain("connect ECONNREFUSED 127.0.0.1");
    expect(JSON.stringify(error)).toContain("connect ECONNREFUSED 127.0.0.1");
  });

  test.each([
    ["a version that is none", "HTTP/9.9 200 OK\r\n\r\n"],
    ["a status that is none", "HTTP/1.1 abc OK\r\n\r\n"],
    ["another protocol", "SSH-2.0-OpenSSH_9.6\r\n\r\n"],
    ["a header without a colon", "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n"],
  ])("row 36: %s: PROTOCOL, and sent once", async (_name, text) => {
    const { server, things } = await startThings([bytesThenFin(text), ok]);
    const error = await failureOf(things.call(get, { params: one }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ code: "PROTOCOL", attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ["at the top", { code: 7, message: "denied" }, "7"],
    ["in an error", { error: { code: 16, message: "denied" } }, "16"],
    ["zero", { code: 0, message: "denied" }, "0"],
    ["a text", { code: "wrong_project", message: "denied" }, "wrong_project"],
    ["of another kind", { code: { a: 1 }, message: "denied" }, undefined],
    ["an empty text", { code: "", message: "denied" }, undefined],
  ])("the API's own code, %s", async (_name, body, apiCode) => {
    const error = await failureWith(reply(403, {}, body));
    expect((error as StatusError).apiCode).toBe(apiCode);
    expect(error.message).toBe("GET /v2/things/thing_1: 403: denied");
  });

  test.each([
    ["both", { "x-request-id": "request-1", "x-orq-trace-id": "trace-1" }, "request-1", "trace-1"],
    ["a request alone", { "x-request-id": "request-1" }, "request-1", undefined],
    ["a trace alone", { "x-orq-trace-id": "trace-1" }, "trace-1", "trace-1"],
    ["neither", {}, undefined, undefined],
  ])("the server's names of the exchange: %s", async (_name, headers, requestId, traceId) => {
    for (const act of [reply(404, headers), reply(200, headers, "no JSON")]) {
      const error = await failureWith(act);
      const json = error.toJSON();
      expect([error.requestId, error.traceId]).toEqual([requestId, traceId]);
      expect([json["requestId"], json["traceId"]]).toEqual([requestId, traceId]);
    }
  });
});

describe("a 429", () => {
  const fields = { scope_kind: "project", scope_target_id: "project_1", dimension: "cost" };
  const said = { code: "cost_budget_exceeded", message: "the budget is spent", ...fields };
  const weeks = { "retry-after": String(21 * 24 * 3600) };

  test.each([
    ["at the top", said],
    ["in an error", { error: said }],
  ])("of a budget shows the budget, and is not sent again for weeks: %s", async (_name, body) => {
    const { server, things } = await startThings([reply(429, weeks, body)]);
    const error = await failureOf(things.call(get, { params: one }));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({
      budget: fields,
      apiCode: "cost_budget_exceeded",
      retryAfterMs: 21 * 24 * 3600 * 1_000,
      attempts: 1,
    });
    expect(error.toJSON()).toMatchObject({ budget: fields });
    expect(server.requests).toHaveLength(1);
  });

  test("of a budget of which only a part is said", async () => {
    const body = { code: "requests_per_minute_exceeded", message: "slow down", dimension: "requests" };
    const error = await failureWith(reply(429, weeks, body));
    expect((error as StatusError).budget).toEqual({ dimension: "requests" });
  });

  test("of the platform has no budget, and is sent again", async () => {
    const limited = reply(429, { "retry-after": "0" }, { code: "rate_limit_exceeded", message: "slow down" });
    const { server, things } = await startThings([limited]);
    const error = await failureOf(things.call(get, { params: one }));
    expect((error as StatusError).budget).toBeUndefined();
    expect(server.requests).toHaveLength(3);
  });

  test("the type of a budget is that of the API's own names", () => {
    type Budget = NonNullable<StatusError["budget"]>;
    expectTypeOf<Budget["scope_kind"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Budget["scope_target_id"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Budget["dimension"]>().toEqualTypeOf<string | undefined>();
  });
});

describe("what is printed of an error", () => {
  async function ofEachKind(): Promise<OrqError[]> {
    const { things } = await startThings([ok]);
    return [
      await failureWith(reply(404)),
      await failureWith(reply(429, {}, { message: "slow down" })),
      await failureWith(reset, { maxRetries: 0 }),
      await failureWith(reply(200, {}, "no JSON")),
      await failureWith(reply(302, { location: "https://other.example/" })),
      await failureOf(things.call(get, { params: { path: { id: ".." } } })),
      await failureOf(things.call(get, { params: one, timeoutMs: -1 })),
      await failureOf(things.call(get, { params: one, signal: AbortSignal.abort() })),
      new ConfigError("as a caller may make one"),
    ];
  }

  test("console.log(error) prints no line of undefined", async () => {
    for (const error of await ofEachKind()) expect(inspect(error)).not.toMatch(/\bundefined\b/);
  });

  test("what is known is printed", async () => {
    const error = await failureWith(reply(404, { "x-request-id": "request-1" }, { code: "none", message: "gone" }));
    const printed = inspect(error);
    for (const part of ["NotFoundError", "404", "request-1", "none", "attempts: 1"]) expect(printed).toContain(part);
  });

  test("a field that is not known reads as undefined all the same", async () => {
    const error = await failureWith(reply(404));
    expect([error.requestId, error.traceId, (error as StatusError).apiCode]).toEqual([undefined, undefined, undefined]);
  });

  const unprintable = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;
  const nasty = "a\nb\r\n\u001b[31mc\u0000\u0085\u2028d\u2029\u202ee\u2066f\u200fg\u061ch\u009b0m";

  test("a message is one line, without control or bidirectional characters: of what a server writes", async () => {
    const acts = [
      reply(404, {}, { message: nasty }),
      reply(404, {}, { error: { [nasty]: nasty } }),
      reply(404, {}, { error: nasty }),
      reply(500, {}, nasty),
      reply(502, { "content-type": "text/html" }, `<title>${nasty}</title>`),
      reply(200, {}, nasty),
      reply(200, { "content-type": "text/html;\u0085\u009b" }, "no JSON"),
    ];
    for (const act of acts) {
      const error = await failureWith(act, { maxRetries: 0 });
      expect(error.message).not.toMatch(unprintable);
      expect(error.message).toMatch(/[ab]/);
    }
  });

  test("of what a fetch or a provider throws", async () => {
    const thrown = Object.assign(new Error(nasty), { code: `E${nasty}` });
    const byFetch = await startThings([], { fetch: () => Promise.reject(thrown), maxRetries: 0 });
    expect((await failureOf(byFetch.things.call(get, { params: one }))).message).not.toMatch(unprintable);
    const byProvider = await startThings([ok], { apiKey: () => Promise.reject(thrown) });
    expect((await failureOf(byProvider.things.call(get, { params: one }))).message).not.toMatch(unprintable);
  });

  test("of what a caller gives", async () => {
    const { things } = await startThings([ok]);
    const calls = [
      things.call(`get ${nasty}` as typeof get, { params: one }),
      things.call(get, { params: one, headers: { [`x${nasty}`]: "1" } }),
      things.call("POST /v2/things", { body: { metadata: { [nasty]: Number.NaN } } }),
      things.call("GET /v2/things", { params: { query: { [nasty]: Number.NaN } as never } }),
      things.call(`GET /v2/{${nasty}}` as typeof get, {} as { params: typeof one }),
    ];
    for (const call of calls) expect((await failureOf(call)).message).not.toMatch(unprintable);
  });
});

describe("the log", () => {
  async function levelsOf(acts: readonly Act[], options = {}): Promise<unknown[]> {
    const lines: unknown[][] = [];
    const { things } = await startThings(acts, { logger: recorder(lines), maxRetries: 0, ...options });
    await things.call(get, { params: one }).catch(() => {});
    return lines.map(([level]) => level);
  }

  test.each([400, 401, 404, 409, 422, 429])("a status %i is the caller's business: info", async (status) => {
    expect(await levelsOf([reply(status)])).toEqual([]);
    expect(new Set(await levelsOf([reply(status)], { logLevel: "info" }))).toEqual(new Set(["info"]));
  });

  test.each([500, 503])("a status %i is an error", async (status) => {
    expect(new Set(await levelsOf([reply(status)]))).toEqual(new Set(["error"]));
  });

  test("a connection that is lost is an error", async () => {
    expect(await levelsOf([reset])).toEqual(["error"]);
  });

  test("a retry is a warning", async () => {
    expect(await levelsOf([reply(503, { "retry-after": "0" }), ok], { maxRetries: 1 })).toEqual(["warn"]);
  });

  test.each([
    ["off", []],
    ["error", ["error"]],
    ["warn", ["warn", "error"]],
    ["info", ["warn", "error"]],
    ["debug", ["debug", "warn", "debug", "error"]],
  ] as const)("the option logLevel: %j, of a connection that is lost twice", async (logLevel, levels) => {
    expect(await levelsOf([reset], { logLevel, maxRetries: 1 })).toEqual(levels);
  });

  test.each([
    ["error", []],
    ["warn", []],
    ["info", ["info"]],
    ["debug", ["debug", "info"]],
  ] as const)("the option logLevel: %j, of a success", async (logLevel, levels) => {
    expect(await levelsOf([ok], { logLevel })).toEqual(levels);
  });

  test("the option counts before ORQ_LOG", async () => {
    vi.stubEnv("ORQ_LOG", "debug");
    expect(await levelsOf([reset], { logLevel: "error" })).toEqual(["error"]);
    expect(await levelsOf([reset])).toEqual(["debug", "error"]);
  });

  test("the option without a logger writes to the console", async () => {
    const info = vi.spyOn(console, "info").mockImplementation(() => {});
    const { things } = await startThings([ok], { logLevel: "info" });
    await things.call(get, { params: one });
    expect(info).toHaveBeenCalledOnce();
  });

  test.each(["loud", "", 3, null, "WARN"])("the option %j does not exist", (logLevel) => {
    expect(() => new Orq({ apiKey, logLevel: logLevel as LogLevel })).toThrow(ConfigError);
    expect(() => new Orq({ apiKey, logLevel: logLevel as LogLevel })).toThrow(/logLevel/);
  });
});
