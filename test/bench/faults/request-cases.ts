import { inspect } from "node:util";
import { reply, reset } from "../../support/acts.ts";
import type { Act } from "../../support/raw-server.ts";
import { type FaultCase, isTyped, outcomeOf } from "./check.ts";
import { every, refuses, refusesSettings } from "./probe.ts";
import { ok } from "./replies.ts";

const cycle: Record<string, unknown> = {};
cycle["self"] = cycle;

function page(ids: readonly string[], hasMore: boolean): Act {
  return reply(200, {}, { object: "list", data: ids.map((_id) => ({ _id })), has_more: hasMore });
}

/** Rows 39 to 44, 48 and 49: what the caller gives, and what comes to light. */
export const requestCases: readonly FaultCase[] = [
  { row: 39, passes: (bench) => every(["", ".", "..", null, 7, "\ud800", "a\0"], (id) => refuses(bench, id)) },
  {
    row: 40,
    passes: (bench) =>
      every(["hidden\r\nx: y", "hidden\0", "hidden\u2028"], async (value) => {
        const { server, session } = await bench.serve([ok]);
        const outcome = await outcomeOf(() => session.update("user_1", {}, { headers: { "x-trace": value } }));
        return isTyped(outcome) && !inspect(outcome, { depth: 9 }).includes("hidden") && server.requests.length === 0;
      }),
  },
  {
    row: 41,
    passes: async (bench) => {
      const bad = await every(["", "hidden key", "hidden\nkey"], (apiKey) =>
        refusesSettings(bench, { apiKey }, "hidden"),
      );
      const { server, session } = await bench.serve([ok], { apiKey: "Bearer spare-key\n" });
      await outcomeOf(() => session.update("user_1", {}));
      return bad && server.requests[0]?.headers["authorization"] === "Bearer spare-key";
    },
  },
  {
    row: 42,
    passes: (bench) =>
      every(
        ["", "api.orq.ai", "ftp://api.orq.ai", "http://u:p@127.0.0.1:1", "http://127.0.0.1:1/?x=1"],
        async (baseUrl) => {
          let sent = 0;
          const fetch = async (): Promise<Response> => {
            sent += 1;
            return Response.json({});
          };
          const outcome = await outcomeOf(async () => bench.contender.open({ baseUrl, fetch }).update("user_1", {}));
          return isTyped(outcome) && sent === 0;
        },
      ),
  },
  {
    row: 43,
    passes: (bench) =>
      every([Number.NaN, Number.POSITIVE_INFINITY, new Date("no"), 1n, cycle, new Map([["a", 1]])], (value) =>
        refuses(bench, "user_1", { metadata: { value } }),
      ),
  },
  {
    row: 44,
    passes: (bench) =>
      every([reset, reply(503, { "retry-after": "0" })], async (act) => {
        const { server, session } = await bench.serve([act, ok]);
        const stream = new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode("once"));
            controller.close();
          },
        });
        const outcome = await outcomeOf(() => session.update("user_1", stream));
        return (
          isTyped(outcome) && server.requests.length <= 1 && server.requests.every(({ body }) => body.includes("once"))
        );
      }),
  },
  {
    row: 48,
    passes: (bench) =>
      every([[page(["a"], true)], [page([], true)]], async (acts) => {
        const { server, session } = await bench.serve(acts);
        if (session.walk === undefined) return false;
        const { walk } = session;
        const outcome = await outcomeOf(async () => {
          for await (const _item of walk()) if (server.requests.length > 5) throw new Error("no end");
        });
        return isTyped(outcome) && server.requests.length <= 2;
      }),
  },
  {
    row: 49,
    passes: async (bench) => {
      const secret = "secret-key-1234567890";
      const echo = { message: `Incorrect API key: ${secret}` };
      const { session } = await bench.serve([reply(401, {}, echo), reset]);
      const outcomes = [await outcomeOf(() => session.update("a", {})), await outcomeOf(() => session.create())];
      const errors = outcomes.map((outcome) => (outcome.kind === "error" ? JSON.stringify(outcome.error) : ""));
      const shown = inspect([outcomes, errors, session.client], { depth: 20, maxStringLength: null });
      return outcomes.every((outcome) => isTyped(outcome)) && !shown.includes(secret);
    },
  },
];
