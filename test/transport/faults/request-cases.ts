import assert from "node:assert/strict";
import { inspect } from "node:util";
import { reply, reset } from "../../support/acts.ts";
import type { Act } from "../../support/raw-server.ts";
import { defaultKey, type Settings } from "./contender.ts";
import type { Bench, FaultCase } from "./fault-case.ts";
import { ok } from "./replies.ts";

const cycle: Record<string, unknown> = {};
cycle["self"] = cycle;

/** Each of these is refused before anything is sent. */
function refused<T>(row: number, what: string, values: readonly T[], call: Call<T>, name: string): FaultCase[] {
  return values.map((value) => ({
    row,
    fault: `${what} ${inspect(value)}: nothing is sent`,
    run: async (bench) => {
      const { server, session } = await bench.serve([ok]);
      const outcome = await bench.outcomeOf(() => call(session, value));
      const error = bench.expectFailure(outcome, { ours: { name } });
      assert.ok(!inspect(error, { depth: 9 }).includes("hidden"), "the value is not shown");
      assert.equal(server.requests.length, 0);
    },
  }));
}

type Call<T> = (session: ReturnType<Bench["contender"]["open"]>, value: T) => Promise<unknown>;

/** Settings that are refused, at once or with the first call. */
function refusedSettings(row: number, settings: Settings): FaultCase {
  return {
    row,
    fault: `${inspect(settings)}: nothing is sent`,
    run: async (bench) => {
      let sent = 0;
      const fetch = async (): Promise<Response> => {
        sent += 1;
        return Response.json({});
      };
      const given = { baseUrl: "https://api.orq.ai", fetch, ...settings };
      const outcome = await bench.outcomeOf(async () => bench.contender.open(given).update("thing_1", {}));
      const error = bench.expectFailure(outcome, { ours: { name: "ConfigError" } });
      assert.ok(!inspect(error, { depth: 9 }).includes("hidden"), "the value is not shown");
      assert.equal(sent, 0);
    },
  };
}

function once(): ReadableStream {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode("once"));
      controller.close();
    },
  });
}

function page(ids: readonly string[], hasMore: boolean): Act {
  return reply(200, {}, { object: "list", data: ids.map((_id) => ({ _id })), has_more: hasMore });
}

const endless: readonly (readonly [string, Act])[] = [
  ["the same page again", page(["a"], true)],
  ["an empty page that says there is more", page([], true)],
];

/** Rows 39 to 44, 48 and 49: what the caller gives, and what comes to light. */
export const requestCases: readonly FaultCase[] = [
  ...refused(
    39,
    "the id",
    ["", ".", "..", null, 7, "\ud800", "a\0"],
    (session, id) => session.update(id, {}),
    "ValidationError",
  ),
  ...refused(
    40,
    "a header's value",
    ["hidden\r\nx: y", "hidden\0", "hidden\u2028"],
    (session, value) => session.update("thing_1", {}, { headers: { "x-trace": value } }),
    "ConfigError",
  ),
  ...["", "hidden key", "hidden\nkey"].map((apiKey) => refusedSettings(41, { apiKey })),
  {
    row: 41,
    fault: "a key with its scheme and a line end is sent as one Bearer token",
    run: async (bench) => {
      const { server, session } = await bench.serve([ok], { apiKey: "Bearer spare-key\n" });
      await bench.outcomeOf(() => session.update("thing_1", {}));
      assert.equal(server.requests[0]?.headers["authorization"], "Bearer spare-key");
    },
  },
  ...["", "api.orq.ai", "ftp://api.orq.ai", "http://u:hidden@127.0.0.1:1", "http://127.0.0.1:1/?x=1"].map((baseUrl) =>
    refusedSettings(42, { baseUrl }),
  ),
  ...refused(
    43,
    "in a body,",
    [Number.NaN, Number.POSITIVE_INFINITY, new Date("no"), 1n, cycle, new Map([["a", 1]])] as unknown[],
    (session, value) => session.update("thing_1", { metadata: { value } }),
    "ValidationError",
  ),
  ...[
    ["a broken connection", reset],
    ["503 with Retry-After", reply(503, { "retry-after": "0" })],
  ].map(([name, act]) => ({
    row: 44,
    fault: `a stream that meets ${name} is sent once`,
    run: async (bench: Bench) => {
      const { server, session } = await bench.serve([act as Act, ok]);
      const outcome = await bench.outcomeOf(() => session.update("thing_1", once()));
      bench.expectFailure(outcome, { ours: { attempts: 1 } });
      assert.ok(server.requests.length <= 1, `${server.requests.length} requests`);
      for (const { body } of server.requests) assert.ok(body.includes("once"));
    },
  })),
  ...endless.map(([name, act]) => ({
    row: 48,
    fault: `${name} ends an iteration`,
    run: async (bench: Bench) => {
      const { server, session } = await bench.serve([act]);
      assert.ok(session.walk, "the client has no pages");
      const { walk } = session;
      const outcome = await bench.outcomeOf(async () => {
        for await (const _item of walk()) if (server.requests.length > 5) throw new Error("no end");
      });
      bench.expectFailure(outcome, { ours: { name: "PaginationError" } });
      assert.ok(server.requests.length <= 2, `${server.requests.length} requests`);
    },
  })),
  {
    row: 49,
    fault: "a server that repeats the key: no error, and not the client, shows it",
    run: async (bench) => {
      const echo = { message: `Incorrect API key: ${defaultKey}` };
      const { session } = await bench.serve([reply(401, {}, echo), reset]);
      const outcomes = [
        await bench.outcomeOf(() => session.update("a", {})),
        await bench.outcomeOf(() => session.create()),
      ];
      const errors = outcomes.map((outcome) => bench.expectFailure(outcome));
      const shown = inspect([errors, errors.map((error) => JSON.stringify(error)), session.client], {
        depth: 20,
        maxStringLength: null,
      });
      assert.ok(!shown.includes(defaultKey));
    },
  },
];
