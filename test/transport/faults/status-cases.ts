import assert from "node:assert/strict";
import { reply } from "../../support/acts.ts";
import { type FaultCase, meeting } from "./fault-case.ts";
import { created, ok, refusal } from "./replies.ts";

/** What a status means for an operation that may be repeated. */
function repeated(row: number, statuses: readonly number[], what = ""): FaultCase[] {
  return statuses.map((status) =>
    meeting(row, `${status}${what}: tried again`, { acts: [reply(status), ok], requests: 2 }),
  );
}

function final(row: number, statuses: readonly number[], name?: string): FaultCase[] {
  return statuses.map((status) =>
    meeting(row, `${status}: told at once`, {
      acts: [refusal(status), ok],
      requests: 1,
      fails: { status, says: "no", ours: { code: "STATUS", attempts: 1, ...(name !== undefined && { name }) } },
    }),
  );
}

/** Rows 16 to 23: which statuses are tried again, and when. */
export const statusCases: readonly FaultCase[] = [
  ...repeated(16, [408, 429, 500, 502, 503, 504]),
  ...[500, 502, 503, 504, 429].map((status) =>
    meeting(16, `${status}, for a write that is not to be repeated: told at once`, {
      acts: [refusal(status), created],
      call: "create",
      requests: 1,
      fails: { status, ours: { attempts: 1 } },
    }),
  ),
  meeting(16, "408, for any write: the server has not waited for the request, so that it is sent again", {
    acts: [refusal(408)],
    call: "create",
    requests: 3,
    fails: { status: 408, ours: { attempts: 3 } },
  }),
  ...[429, 503].map((status) =>
    meeting(16, `${status} with Retry-After: tried again for every operation`, {
      acts: [reply(status, { "retry-after": "0" }), created],
      call: "create",
      requests: 2,
    }),
  ),
  ...repeated(17, [425]),
  meeting(17, "425 twice is told", {
    acts: [refusal(425)],
    call: "create",
    requests: 2,
    fails: { status: 425, ours: { attempts: 2 } },
  }),
  meeting(17, "409 with x-should-retry: true is tried again", {
    acts: [refusal(409, { "x-should-retry": "true", "retry-after-ms": "0" }), created],
    call: "create",
    requests: 2,
  }),
  ...final(17, [409], "ConflictError"),
  meeting(17, "503 with x-should-retry: false is told at once", {
    acts: [refusal(503, { "x-should-retry": "false", "retry-after-ms": "0" }), ok],
    requests: 1,
    fails: { status: 503, ours: { attempts: 1 } },
  }),
  ...final(18, [501, 505, 400, 404, 410, 418, 422, 451]),
  ...[
    { "retry-after": "0" },
    { "retry-after-ms": "5" },
    { date: "Mon, 01 Jan 2001 00:00:00 GMT", "retry-after": "Mon, 01 Jan 2001 00:00:00 GMT" },
  ].map((headers) =>
    meeting(19, `${JSON.stringify(headers)} is obeyed`, {
      acts: [reply(429, headers), created],
      call: "create",
      requests: 2,
    }),
  ),
  {
    row: 20,
    fault: "Retry-After of three years: told at once, with how long",
    run: async (bench) => {
      const { server, session } = await bench.serve([refusal(429, { "retry-after": "99999999" })]);
      const outcome = await bench.outcomeOf(() => session.update("thing_1", {}));
      const error = bench.expectFailure(outcome, { status: 429, ours: { name: "RateLimitError", attempts: 1 } });
      assert.ok(Object.values(error).includes(99_999_999_000), "the error says how long to wait");
      assert.equal(server.requests.length, 1);
    },
  },
  ...["-5", "1e9", "NaN", ""].map((value) =>
    meeting(21, `Retry-After ${JSON.stringify(value)} is as if it were not there`, {
      acts: [reply(503, { "retry-after": value }), ok],
      requests: 2,
    }),
  ),
  {
    row: 22,
    fault: "a key that has expired: 50 calls, one refresh, one replay each",
    run: async (bench) => {
      const asked: boolean[] = [];
      const apiKey = async ({ refresh }: { refresh: boolean }): Promise<string> => {
        asked.push(refresh);
        return refresh ? "fresh-key" : "stale-key";
      };
      const { server, session } = await bench.serve(
        [(...exchange) => (exchange[1].headers["authorization"] === "Bearer fresh-key" ? ok : reply(401))(...exchange)],
        { apiKey },
      );
      const calls = Array.from({ length: 50 }, () => bench.outcomeOf(() => session.create()));
      for (const outcome of await Promise.all(calls)) bench.expectData(outcome);
      assert.equal(asked.filter((refresh) => refresh).length, 1, "refreshes");
      assert.equal(server.requests.length, 100);
    },
  },
  ...final(23, [401, 403], "AuthError"),
];
