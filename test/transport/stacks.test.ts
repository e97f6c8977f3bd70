import type { Orq, OrqError } from "orq-client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { never, ok, reply, reset } from "../support/acts.ts";
import { startRefusing, startThings, type Things } from "../support/plain-call.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";
import { one } from "../support/things.ts";

/** How many lines of a stack Node shows, where nobody asks for more. */
const defaultStackTraceLimit = 10;
const { stackTraceLimit } = Error;

beforeEach(() => {
  Error.stackTraceLimit = defaultStackTraceLimit;
});

afterEach(() => {
  Error.stackTraceLimit = stackTraceLimit;
});

interface Client {
  readonly orq: Orq;
  readonly things: Things;
  readonly options: { readonly signal?: AbortSignal };
}

type Caller = (client: Client) => Promise<unknown>;

// Each of these is a line of a caller's code. The name is what a stack must show, beside this file.
const callers: readonly (readonly [string, Caller])[] = [
  [
    "orq.call",
    async function theCaller({ things, options }) {
      return await things.call("GET /v2/things/{id}", { params: one, ...options });
    },
  ],
  [
    "a method of a resource",
    async function theCaller({ orq, options }) {
      return await orq.identities.retrieve("user_1", {}, options);
    },
  ],
  [
    "a method that writes",
    async function theCaller({ orq, options }) {
      return await orq.identities.create({ external_id: "user_1" }, options);
    },
  ],
  [
    "a method of several calls",
    async function theCaller({ orq, options }) {
      return await orq.identities.upsert("user_1", {}, options);
    },
  ],
  [
    "a method that gives nothing",
    async function theCaller({ orq, options }) {
      return await orq.identities.delete("user_1", options);
    },
  ],
  [
    "a list that is awaited",
    async function theCaller({ orq, options }) {
      return await orq.identities.list({}, options);
    },
  ],
  [
    "for await",
    async function theCaller({ orq, options }) {
      for await (const item of orq.identities.list({}, options)) expect.fail(JSON.stringify(item));
    },
  ],
  [
    "a stream that is awaited",
    async function theCaller({ things, options }) {
      return await things.stream("POST /v2/things/stream", { body: {}, ...options });
    },
  ],
  [
    "for await of a stream",
    async function theCaller({ things, options }) {
      for await (const event of things.stream("POST /v2/things/stream", { body: {}, ...options }))
        expect.fail(event.type);
    },
  ],
  [
    ".withResponse()",
    async function theCaller({ things, options }) {
      return await things.call("GET /v2/things/{id}", { params: one, ...options }).withResponse();
    },
  ],
  [
    ".withResponse() of a list",
    async function theCaller({ orq, options }) {
      return await orq.identities.list({}, options).withResponse();
    },
  ],
  [
    "a call that is awaited later",
    async function theCaller({ things, options }) {
      const call = things.call("GET /v2/things/{id}", { params: one, ...options });
      return await call;
    },
  ],
];

const apiCaller: Caller = async function theCaller({ things, options }) {
  return await things.api.GET("/v2/things/{id}", { params: one, ...options });
};

const all = [...callers, ["orq.api", apiCaller] as const];

function expectCallersLine(error: OrqError): void {
  expect(error.stack).toMatch(/theCaller.*stacks\.test\.ts/);
  // The first line stays that of any error.
  expect(error.stack?.startsWith(`${error.name}: ${error.message}`)).toBe(true);
}

describe("row 54: an error's stack names the line of the caller's code", () => {
  // A status is not thrown by orq.api.
  test.each(callers)("a 404, by %s", async (_name, caller) => {
    const { orq, things } = await startThings([reply(404, {}, { message: "none" })]);
    const error = await failureOf(caller({ orq, things, options: {} }));
    expect(error.status).toBe(404);
    expectCallersLine(error);
  });

  test.each(all)("a timeout, by %s", async (_name, caller) => {
    const { orq, things } = await startThings([never], { timeoutMs: 50, maxRetries: 0 });
    const error = await failureOf(caller({ orq, things, options: {} }));
    expect(error.code).toBe("TIMEOUT");
    expectCallersLine(error);
  });

  test.each(all)("a refused connection, by %s", async (_name, caller) => {
    const error = await failureOf(caller({ ...(await startRefusing()), options: {} }));
    expect(error).toMatchObject({ code: "ECONNREFUSED", attempts: 3 });
    expectCallersLine(error);
  });

  test.each(all)("a reset, by %s", async (_name, caller) => {
    const { orq, things } = await startThings([reset], { maxRetries: 0 });
    const error = await failureOf(caller({ orq, things, options: {} }));
    expect(error.code).toBe("ECONNRESET");
    expectCallersLine(error);
  });

  test.each(all)("an abort, by %s", async (_name, caller) => {
    const controller = new AbortController();
    const { orq, things } = await startThings([() => controller.abort()]);
    const error = await failureOf(caller({ orq, things, options: { signal: controller.signal } }));
    expect(error.code).toBe("ABORTED");
    expectCallersLine(error);
  });

  test.each(all)("an abort before the call, by %s", async (_name, caller) => {
    const { orq, things } = await startThings([ok]);
    const error = await failureOf(caller({ orq, things, options: { signal: AbortSignal.abort() } }));
    expect(error.code).toBe("ABORTED");
    expectCallersLine(error);
  });

  test.each(all)("a redirect that is refused, by %s", async (_name, caller) => {
    const { orq, things } = await startThings([reply(302, { location: "https://other.example/" })]);
    const error = await failureOf(caller({ orq, things, options: {} }));
    expect(error.code).toBe("REDIRECT");
    expectCallersLine(error);
  });

  test.each(all.filter(([name]) => name !== "a method that gives nothing"))(
    "a reply that is no JSON, by %s",
    async (_name, caller) => {
      const { orq, things } = await startThings([reply(200, {}, "no JSON")]);
      const error = await failureOf(caller({ orq, things, options: {} }));
      expect(error.code).toBe("PARSE");
      expectCallersLine(error);
    },
  );

  test.each(all)("a provider that has no key, by %s", async (_name, caller) => {
    const { orq, things } = await startThings([ok], {
      apiKey: async () => {
        throw new Error("no key");
      },
    });
    const error = await failureOf(caller({ orq, things, options: {} }));
    expect(error.code).toBe("CONFIG");
    expectCallersLine(error);
  });

  test("the second page of a list", async () => {
    const page = { object: "list", data: [{ _id: "a" }], has_more: true };
    const { orq } = await startRawClient([reply(200, {}, page), reply(404)]);
    async function theCaller(): Promise<void> {
      for await (const item of orq.identities.list()) expect(item).toEqual({ _id: "a" });
    }
    expectCallersLine(await failureOf(theCaller()));
  });

  test("an argument that is refused before anything is sent", async () => {
    const { orq, things } = await startThings([ok]);
    async function theCaller(): Promise<unknown> {
      return await orq.identities.retrieve("..");
    }
    expectCallersLine(await failureOf(theCaller()));
    const second = {
      async theCaller(): Promise<unknown> {
        return await things.call("POST /v2/things", { body: { metadata: { score: Number.NaN } } });
      },
    };
    expectCallersLine(await failureOf(second.theCaller()));
  });

  test("whichever attempt it was that failed last", async () => {
    const busy = reply(503, { "retry-after": "0" });
    const { things } = await startThings([busy, reply(307, { location: "/b" }), busy, reply(404)]);
    async function theCaller(): Promise<unknown> {
      return await things.call("GET /v2/things/{id}", { params: one });
    }
    expectCallersLine(await failureOf(theCaller()));
  });
});
