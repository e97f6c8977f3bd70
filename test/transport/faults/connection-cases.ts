import assert from "node:assert/strict";
import { bytes, bytesThenFin, bytesThenReset, fin, head, reset } from "../../support/acts.ts";
import type { Act } from "../../support/raw-server.ts";
import { type FaultCase, meeting } from "./fault-case.ts";
import { json, ok, refusal } from "./replies.ts";

const length100 = head(200, { "content-length": "100", "x-request-id": "request-1" });
const chunked = head(200, { "transfer-encoding": "chunked" });
const half = `{"id":"thing_1","name":"${"x".repeat(500)}`;

const dropped = { name: "ConnectionError", code: "ECONNRESET", attempts: 1 };

/** A `fetch` that fails as a resolver or a connect does, and counts. */
function failing(code: string): { readonly fetch: () => Promise<never>; readonly asked: () => number } {
  let count = 0;
  const fetch = async (): Promise<never> => {
    count += 1;
    throw new TypeError("fetch failed", { cause: Object.assign(new Error(`${code} api.orq.ai`), { code }) });
  };
  return { fetch, asked: () => count };
}

function unreachable(row: number, code: string, most: number, least = 1): FaultCase {
  return {
    row,
    fault: `${code}: asked from ${least} to ${most} times`,
    run: async (bench) => {
      const { fetch, asked } = failing(code);
      const session = bench.contender.open({ fetch, baseUrl: "https://api.orq.ai" });
      const outcome = await bench.outcomeOf(() => session.create());
      bench.expectFailure(outcome, { ours: { name: "ConnectionError", code, attempts: asked() } });
      assert.ok(asked() >= least && asked() <= most, `asked ${asked()} times`);
    },
  };
}

/** A fault of the connection: what is idempotent is sent again, and what is not fails at once. */
function twice(row: number, fault: string, act: Act, ours: object): FaultCase[] {
  return [
    meeting(row, `${fault}: sent again where that is harmless`, { acts: [act, ok], requests: 2 }),
    meeting(row, `${fault}: otherwise sent once`, {
      acts: [act],
      call: "create",
      requests: 1,
      fails: { ours: { ...dropped, mayHaveActed: true, ...ours } },
    }),
  ];
}

/** Rows 1 to 5, 36, 45 and 46: the way to the server. */
export const connectionCases: readonly FaultCase[] = [
  unreachable(1, "ECONNREFUSED", 3, 3),
  unreachable(2, "ENOTFOUND", 2),
  unreachable(2, "EAI_AGAIN", 3, 3),
  ...twice(3, "FIN before the headers", fin, { status: undefined, message: /the server may have acted on it/ }),
  ...twice(3, "RST before the headers", reset, { status: undefined, message: /the server may have acted on it/ }),
  ...twice(4, "FIN in a body with a length", bytesThenFin(length100, '{"id":'), {
    status: 200,
    message: /response body was interrupted/,
  }),
  ...twice(4, "RST in a body with a length", bytesThenReset(`${length100}{"id":`), {
    status: 200,
    message: /response body was interrupted/,
  }),
  ...twice(4, "FIN in a chunked body", bytesThenFin(chunked, '6\r\n{"id":\r\n'), {
    status: 200,
    message: /response body was interrupted/,
  }),
  ...twice(4, "RST in a chunked body", bytesThenReset(`${chunked}6\r\n{"id":\r\n`), {
    status: 200,
    message: /response body was interrupted/,
  }),
  meeting(5, "JSON that is cut off at the end of the connection", {
    acts: [bytesThenFin(head(200, json), half)],
    requests: 1,
    fails: { status: 200, ours: { name: "ResponseParseError", code: "PARSE", body: half } },
  }),
  ...[
    ["40 KB of one header", bytes(`HTTP/1.1 200 OK\r\nx-large: ${"a".repeat(40_000)}\r\n\r\n`)],
    ["a status line of another protocol", bytes("HTTX 200 OK\r\n\r\n")],
  ].map(([name, act]) =>
    meeting(36, `${name}: not tried again`, {
      acts: [act as Act],
      requests: 1,
      fails: { ours: { name: "ConnectionError", code: "PROTOCOL", attempts: 1 } },
    }),
  ),
  {
    row: 45,
    fault: "150 calls, each on a socket that is being closed, and none is lost",
    run: async (bench) => {
      const { session } = await bench.serve([
        (socket, request) => {
          ok(socket, request);
          setImmediate(() => socket.end());
        },
      ]);
      for (let call = 0; call < 150; call += 1)
        bench.expectData(await bench.outcomeOf(() => session.update("thing_1", {})));
    },
  },
  {
    row: 46,
    fault: "an outage is not multiplied: 300 calls make some retries, and not two each",
    run: async (bench) => {
      const failure = refusal(500, { "retry-after-ms": "0" });
      const { server, session } = await bench.serve([failure]);
      const call = (): Promise<unknown> => session.update("thing_1", {});
      const outcomes = await Promise.all(Array.from({ length: 300 }, () => bench.outcomeOf(call)));
      for (const outcome of outcomes) bench.expectFailure(outcome, { status: 500 });
      if (bench.isOurs) assert.equal(server.requests.length, 350);
      assert.ok(server.requests.length > 300 && server.requests.length < 450, `${server.requests.length} requests`);
    },
  },
];
