import assert from "node:assert/strict";
import { andThen, bytes, bytesThenFin, head, never } from "../../support/acts.ts";
import type { Act } from "../../support/raw-server.ts";
import { type FaultCase, meeting } from "./fault-case.ts";
import { bothGenerations, ok } from "./replies.ts";

const stalled = bytes(head(200, { "content-length": "100" }), '{"id":');
const chunked = head(200, { "transfer-encoding": "chunked" });

/** Long enough for a request to be made, where the clock is a real one. */
const timeoutMs = 300;

const timedOut = { name: "TimeoutError", code: "TIMEOUT", attempts: 1 };

function abortAfter(act: Act, controller: AbortController, reason?: Error): Act {
  return andThen(act, () => controller.abort(reason));
}

/** Rows 6 to 15 and 47: deadlines, aborts and the clock. */
export const timeCases: readonly FaultCase[] = [
  meeting(6, "headers that never come", {
    acts: [never],
    options: { timeoutMs },
    timeUp: true,
    requests: 1,
    fails: { ours: { ...timedOut, status: undefined, message: /300 ms \(timeoutMs\)/ } },
  }),
  ...[
    ["a length", stalled],
    ["chunks", bytes(chunked, "2\r\n{}\r\n")],
    ["compression", bytes(head(200, { "content-encoding": "gzip", "content-length": "100" }), "\x1f")],
  ].map(([name, act]) =>
    meeting(7, `a body with ${name} that stalls`, {
      acts: [act as Act],
      call: "create",
      options: { timeoutMs },
      timeUp: true,
      requests: 1,
      fails: { ours: { ...timedOut, status: 200 } },
    }),
  ),
  meeting(8, "an error whose body stalls keeps its status", {
    acts: [bytes(head(500, { "content-length": "100", "x-request-id": "request-1" }), '{"mess')],
    call: "create",
    options: { timeoutMs },
    timeUp: true,
    requests: 1,
    fails: { status: 500, ours: { name: "ServerError", requestId: "request-1", cause: { code: "TIMEOUT" } } },
  }),
  meeting(8, "an error whose body is cut off keeps its status", {
    acts: [bytesThenFin(head(404, { "content-length": "100" }), '{"mess')],
    requests: 1,
    fails: { status: 404, ours: { name: "NotFoundError", cause: { code: "ECONNRESET" } } },
  }),
  meeting(9, "a body that is not the gzip it says it is", {
    acts: [bytes(head(200, { "content-encoding": "gzip", "content-length": "8" }), "not gzip")],
    call: "create",
    options: { timeoutMs },
    timeUp: true,
    requests: 1,
    fails: { ours: { status: 200, name: /^(ResponseParseError|TimeoutError)$/ } },
  }),
  meeting(10, "a call over its total time", {
    acts: [never],
    options: { totalTimeoutMs: timeoutMs },
    timeUp: true,
    requests: 1,
    fails: { ours: { ...timedOut, message: /300 ms \(totalTimeoutMs\)/ } },
  }),
  {
    row: 11,
    fault: "aborted before the call: nothing is sent, and the reason is the cause",
    run: async (bench) => {
      const reason = new Error("the user has left");
      const { server, session } = await bench.serve([ok]);
      const signal = AbortSignal.abort(reason);
      const outcome = await bench.outcomeOf(() => session.update("thing_1", {}, { signal }));
      const ours = { name: "AbortError", code: "ABORTED", attempts: 0 };
      assert.equal(bench.expectFailure(outcome, { ours }).cause, reason);
      assert.equal(server.requests.length, 0);
    },
  },
  {
    row: 12,
    fault: "aborted during headers or body: one class, at once, and the socket is closed",
    run: async (bench) => {
      const names = new Set<string>();
      for (const act of [never, stalled, bytes(head(500, { "content-length": "100" }), "x")]) {
        const controller = new AbortController();
        const reason = new Error("the user has left");
        const { server, session } = await bench.serve([abortAfter(act, controller, reason)]);
        const { signal } = controller;
        const outcome = await bench.outcomeOf(() => session.update("thing_1", {}, { signal }));
        const ours = { name: "AbortError", code: "ABORTED", attempts: 1, cause: reason };
        names.add(bench.expectFailure(outcome, { ours }).name);
        await server.allClosed();
        assert.equal(server.requests.length, 1);
      }
      assert.equal(names.size, 1);
    },
  },
  {
    row: 13,
    fault: "aborted in the wait before a retry: at once, and nothing more is sent",
    run: async (bench) => {
      const controller = new AbortController();
      const reason = new Error("the user has left");
      const wait = bytes(head(503, { "retry-after": "60", "content-length": "0" }));
      const { server, session } = await bench.serve([abortAfter(wait, controller, reason)]);
      const { signal } = controller;
      const outcome = await bench.outcomeOf(() => session.update("thing_1", {}, { signal }));
      bench.expectFailure(outcome, { ours: { name: "AbortError", cause: reason, attempts: 1 } });
      assert.equal(server.requests.length, 1);
    },
  },
  {
    row: 14,
    fault: "1000 calls on one signal: no warning, and an abort after the end has no effect",
    run: async (bench) => {
      const warnings: unknown[] = [];
      const onWarning = (warning: Error): unknown => warnings.push(warning);
      process.on("warning", onWarning);
      try {
        const controller = new AbortController();
        const { signal } = controller;
        const fetch = async (): Promise<Response> => Response.json(bothGenerations);
        const session = bench.contender.open({ fetch, baseUrl: "https://api.orq.ai" });
        const call = (): Promise<unknown> => session.update("a", {}, { signal });
        const outcomes = await Promise.all(Array.from({ length: 1000 }, () => bench.outcomeOf(call)));
        controller.abort();
        // A warning is told in a later turn.
        await new Promise((resolve) => setImmediate(resolve));
        for (const outcome of outcomes) bench.expectData(outcome);
        assert.deepEqual(warnings, []);
      } finally {
        process.off("warning", onWarning);
      }
    },
  },
  meeting(15, "a signal that is not used and a deadline: the deadline ends it", {
    acts: [never],
    options: { signal: new AbortController().signal, timeoutMs },
    timeUp: true,
    requests: 1,
    fails: { ours: timedOut },
  }),
  {
    row: 15,
    fault: "a signal and a deadline that is far: the signal ends it",
    run: async (bench) => {
      const controller = new AbortController();
      const { session } = await bench.serve([abortAfter(never, controller)]);
      const options = { signal: controller.signal, timeoutMs: 600_000 };
      const outcome = await bench.outcomeOf(() => session.update("thing_1", {}, options));
      bench.expectFailure(outcome, { ours: { name: "AbortError", cause: controller.signal.reason } });
    },
  },
  {
    row: 47,
    fault: "the clock is set a day on while a call is under way, and nothing ends",
    run: async (bench) => {
      const { now } = Date;
      const setClock: Act = () => {
        Date.now = () => now() + 86_400_000;
      };
      try {
        const { session } = await bench.serve([andThen(setClock, ok)]);
        bench.expectData(await bench.outcomeOf(() => session.update("thing_1", {}, { timeoutMs: 60_000 })));
      } finally {
        Date.now = now;
      }
    },
  },
];
