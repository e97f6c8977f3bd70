import { bytes, bytesThenFin, bytesThenReset, fin, head, never, reply, reset } from "../../support/acts.ts";
import type { Act } from "../../support/raw-server.ts";
import { type FaultCase, isTyped, outcomeOf } from "./check.ts";
import { create, every, failed, succeeded, update } from "./probe.ts";
import { bothGenerations, ok } from "./replies.ts";

const stalled = bytes(head(200, { "content-length": "100" }), '{"_id":');
const short = { timeoutMs: 300 };

function failing(code: string): () => Promise<never> {
  return async () => {
    throw new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
  };
}

/** How often a client asks a `fetch` that always fails so. */
async function asked(contender: Parameters<FaultCase["passes"]>[0]["contender"], code: string): Promise<number> {
  let count = 0;
  const fail = failing(code);
  const fetch = (): Promise<never> => {
    count += 1;
    return fail();
  };
  const outcome = await outcomeOf(() => contender.open({ fetch, baseUrl: "https://api.orq.ai" }).create());
  return isTyped(outcome) ? count : 0;
}

/** Rows 1 to 15, 36, 45 and 47: the way to the server, and time. */
export const connectionCases: readonly FaultCase[] = [
  { row: 1, passes: async ({ contender }) => (await asked(contender, "ECONNREFUSED")) === 3 },
  {
    row: 2,
    passes: async ({ contender }) =>
      (await asked(contender, "ENOTFOUND")) <= 2 && (await asked(contender, "EAI_AGAIN")) === 3,
  },
  {
    row: 3,
    passes: (bench) =>
      every(
        [fin, reset],
        async (act) => succeeded(await update(bench, [act, ok]), 2) && failed(await create(bench, [act]), 1),
      ),
  },
  {
    row: 4,
    passes: (bench) =>
      every(
        [
          bytesThenFin(head(200, { "content-length": "9" }), "{"),
          bytesThenReset(`${head(200, { "content-length": "9" })}{`),
        ],
        async (act) => succeeded(await update(bench, [act, ok]), 2) && failed(await create(bench, [act]), 1),
      ),
  },
  {
    row: 5,
    passes: async (bench) =>
      failed(await update(bench, [bytesThenFin(head(200, { "content-type": "application/json" }), '{"a":')]), 1, 200),
  },
  { row: 6, passes: async (bench) => failed(await update(bench, [never], {}, short), 1) },
  { row: 7, passes: async (bench) => failed(await update(bench, [stalled], {}, short), 1) },
  {
    row: 8,
    passes: async (bench) =>
      failed(await create(bench, [bytes(head(500, { "content-length": "100" }), "{")], {}, short), 1, 500),
  },
  {
    row: 9,
    passes: async (bench) =>
      failed(
        await create(
          bench,
          [bytes(head(200, { "content-encoding": "gzip", "content-length": "4" }), "nope")],
          {},
          short,
        ),
        1,
      ),
  },
  {
    row: 10,
    passes: async (bench) => {
      const startedAt = performance.now();
      const { outcome } = await update(bench, [never], {}, { totalTimeoutMs: 300 });
      return isTyped(outcome) && performance.now() - startedAt < 1_000;
    },
  },
  {
    row: 11,
    passes: async (bench) => {
      const reason = new Error("left");
      const { outcome, count } = await update(bench, [ok], {}, { signal: AbortSignal.abort(reason) });
      return isTyped(outcome) && outcome.kind === "error" && outcome.error.cause === reason && count === 0;
    },
  },
  {
    row: 12,
    passes: async (bench) => {
      const names = new Set<string>();
      await every([never, stalled], async (act) => {
        const controller = new AbortController();
        const abortLater: Act = (socket, request) => {
          act(socket, request);
          setTimeout(() => controller.abort(), 30);
        };
        const { outcome } = await update(bench, [abortLater], {}, { signal: controller.signal });
        names.add(isTyped(outcome) && outcome.kind === "error" ? outcome.error.name : `untyped ${names.size}`);
        return true;
      });
      return names.size === 1 && ![...names].some((name) => name.startsWith("untyped"));
    },
  },
  {
    row: 13,
    passes: async (bench) => {
      const controller = new AbortController();
      const wait = reply(503, { "retry-after": "60" });
      const act: Act = (socket, request) => {
        wait(socket, request);
        setTimeout(() => controller.abort(), 200);
      };
      const seen = await update(bench, [act], {}, { signal: controller.signal });
      return failed(seen, 1);
    },
  },
  {
    row: 14,
    passes: async ({ contender }) => {
      let warnings = 0;
      const count = (): number => (warnings += 1);
      process.on("warning", count);
      const { signal } = new AbortController();
      const session = contender.open({
        fetch: async () => Response.json(bothGenerations),
        baseUrl: "https://api.orq.ai",
      });
      await Promise.all(Array.from({ length: 1000 }, () => outcomeOf(() => session.update("a", {}, { signal }))));
      await new Promise((resolve) => setTimeout(resolve, 10));
      process.off("warning", count);
      return warnings === 0;
    },
  },
  {
    row: 15,
    passes: async (bench) => {
      const { signal } = new AbortController();
      const late = await update(bench, [never], {}, { signal, timeoutMs: 200 });
      const soon = await update(bench, [never], {}, { signal: AbortSignal.timeout(100), timeoutMs: 3_000 });
      return failed(late, 1) && failed(soon, 1);
    },
  },
  {
    row: 36,
    passes: (bench) =>
      every([bytes(`HTTP/1.1 200 OK\r\nx: ${"a".repeat(40_000)}\r\n\r\n`), bytes("HTTX 200\r\n\r\n")], async (act) =>
        failed(await update(bench, [act]), 1),
      ),
  },
  {
    row: 45,
    passes: async ({ serve }) => {
      const closing: Act = (socket, request) => {
        ok(socket, request);
        setTimeout(() => socket.end(), 2);
      };
      const { session } = await serve([closing]);
      return every(Array.from({ length: 150 }), async () => {
        await new Promise((resolve) => setTimeout(resolve, 2));
        return (await outcomeOf(() => session.update("user_1", {}))).kind === "data";
      });
    },
  },
  {
    row: 46,
    passes: async (bench) => {
      const { server, session } = await bench.serve([reply(500, { "retry-after-ms": "0" })]);
      await Promise.all(Array.from({ length: 300 }, () => outcomeOf(() => session.update("user_1", {}))));
      // Some retries, and not all of them.
      return server.requests.length > 300 && server.requests.length < 450;
    },
  },
  {
    row: 47,
    passes: async (bench) => {
      const { now } = Date;
      setTimeout(() => (Date.now = () => now() + 86_400_000), 50);
      try {
        return succeeded(await update(bench, [slow], {}, { timeoutMs: 2_000 }), 1);
      } finally {
        Date.now = now;
      }
    },
  },
];

const slow: Act = (socket, request) => {
  setTimeout(() => ok(socket, request), 200);
};
