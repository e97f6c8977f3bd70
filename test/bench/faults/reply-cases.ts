import { gzipSync } from "node:zlib";
import { bytes, bytesThenFin, head, reply } from "../../support/acts.ts";
import { type Act, startRawServer } from "../../support/raw-server.ts";
import { type FaultCase, isTyped, outcomeOf } from "./check.ts";
import { create, every, failed, says, succeeded, update } from "./probe.ts";
import { bothGenerations, created, ok } from "./replies.ts";

const html = "<html><title>Bad gateway</title></html>";
const json = { "content-type": "application/json" };

/** Rows 16 to 35, 37 and 38: what the server answers. */
export const replyCases: readonly FaultCase[] = [
  {
    row: 16,
    passes: async (bench) =>
      (await every([408, 429, 500, 502, 503, 504], async (status) =>
        succeeded(await update(bench, [reply(status), ok]), 2),
      )) &&
      failed(await create(bench, [reply(500, {}, { message: "no" })]), 1) &&
      succeeded(await create(bench, [reply(429, { "retry-after": "0" }), created]), 2),
  },
  {
    row: 17,
    passes: async (bench) =>
      succeeded(await update(bench, [reply(425), ok]), 2) &&
      failed(await update(bench, [reply(409, {}, { message: "no" }), ok]), 1) &&
      failed(await update(bench, [reply(503, { "x-should-retry": "false" }, { message: "no" }), ok]), 1),
  },
  {
    row: 18,
    passes: (bench) =>
      every([501, 505, 400, 404], async (status) =>
        failed(await update(bench, [reply(status, {}, { message: "no" })]), 1, status),
      ),
  },
  {
    row: 19,
    passes: async (bench) => {
      const date = { date: "Mon, 01 Jan 2001 00:00:00 GMT", "retry-after": "Mon, 01 Jan 2001 00:00:00 GMT" };
      return every([{ "retry-after": "0" }, { "retry-after-ms": "5" }, date], async (headers) =>
        succeeded(await create(bench, [reply(429, headers), created]), 2),
      );
    },
  },
  {
    row: 20,
    passes: async (bench) => {
      const seen = await update(bench, [reply(429, { "retry-after": "99999999" }, { message: "wait" })]);
      const { outcome } = seen;
      return failed(seen, 1, 429) && outcome.kind === "error" && Object.values(outcome.error).includes(99_999_999_000);
    },
  },
  {
    row: 21,
    passes: (bench) =>
      every(["-5", "1e9", "NaN", ""], async (value) =>
        succeeded(await update(bench, [reply(503, { "retry-after": value }), ok]), 2),
      ),
  },
  {
    row: 22,
    passes: async ({ serve }) => {
      let refreshes = 0;
      const apiKey = async ({ refresh }: { refresh: boolean }): Promise<string> => {
        refreshes += refresh ? 1 : 0;
        return refresh ? "fresh-key" : "stale-key";
      };
      const act: Act = (socket, request) =>
        (request.headers["authorization"] === "Bearer fresh-key" ? ok : reply(401))(socket, request);
      const { session } = await serve([act], { apiKey });
      const calls = Array.from({ length: 20 }, () => outcomeOf(() => session.update("user_1", {})));
      return (await Promise.all(calls)).every(({ kind }) => kind === "data") && refreshes === 1;
    },
  },
  {
    row: 23,
    passes: (bench) =>
      every([401, 403], async (status) =>
        failed(await update(bench, [reply(status, {}, { message: "no" })]), 1, status),
      ),
  },
  {
    row: 24,
    passes: async (bench) => {
      const seen = await update(bench, [reply(404, {}, { message: "no such identity" })]);
      return failed(seen, 1, 404) && says(seen, "no such identity");
    },
  },
  {
    row: 25,
    passes: (bench) =>
      every([reply(500), bytes(head(500, { "transfer-encoding": "chunked" }), "0\r\n\r\n")], async (act) =>
        failed(await create(bench, [act]), 1, 500),
      ),
  },
  {
    row: 26,
    passes: (bench) =>
      every([json, { "content-type": "text/html" }], async (headers) =>
        failed(await create(bench, [reply(502, headers, html)]), 1, 502),
      ),
  },
  {
    row: 27,
    passes: async (bench) => {
      const seen = await update(bench, [reply(200, { "content-type": "text/html" }, html)]);
      return failed(seen, 1, 200) && says(seen, "text/html");
    },
  },
  {
    row: 28,
    passes: async (bench) =>
      (await every([{ "content-type": "text/plain" }, {}], async (headers) =>
        succeeded(await update(bench, [reply(200, headers, JSON.stringify(bothGenerations))]), 1),
      )) && failed(await update(bench, [reply(200, {}, "no JSON")]), 1, 200),
  },
  {
    row: 29,
    passes: (bench) =>
      every([reply(200), bytes(head(200, { "transfer-encoding": "chunked" }), "0\r\n\r\n")], async (act) =>
        failed(await update(bench, [act]), 1, 200),
      ),
  },
  {
    row: 30,
    passes: async (bench) => {
      const { outcome } = await update(bench, [reply(204)]);
      return outcome.kind === "data" && outcome.data === undefined && failed(await update(bench, [reply(304)]), 1, 304);
    },
  },
  {
    row: 31,
    passes: async (bench) => {
      const { outcome } = await update(bench, [reply(200, {}, { _id: 7 })]);
      const cut = await create(bench, [reply(201, json, '{"_id":')]);
      // The success is told either way: by the data, or by an error that has the status and the body.
      return (outcome.kind === "data" || isTyped(outcome, 200)) && failed(cut, 1, 201);
    },
  },
  {
    row: 32,
    passes: async (bench) => {
      const { outcome } = await update(bench, [reply(200, {}, { ...bothGenerations, new_field: "A_NEW_VALUE" })]);
      return outcome.kind === "data" && JSON.stringify(outcome.data ?? {}).includes("contact_1");
    },
  },
  {
    row: 33,
    passes: async (bench) => {
      const text = JSON.stringify(bothGenerations).replace("{", '{"__proto__":{"polluted":true},');
      await update(bench, [reply(200, json, text)]);
      return !("polluted" in {});
    },
  },
  {
    row: 34,
    passes: async (bench) => {
      const text = Buffer.from(`\ufeff${JSON.stringify({ ...bothGenerations, display_name: "é" })}`);
      const type = { "content-type": "application/json; charset=iso-8859-1" };
      return succeeded(await update(bench, [bytesThenFin(head(200, type), text)]), 1);
    },
  },
  {
    row: 35,
    passes: async (bench) => {
      const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32));
      const seen = await update(bench, [
        bytes(head(200, { "content-encoding": "gzip", "content-length": `${bomb.length}` }), bomb),
      ]);
      return (
        failed(seen, 1, 200) &&
        !says(seen, "not JSON") &&
        seen.outcome.kind === "error" &&
        isSizeError(seen.outcome.error)
      );
    },
  },
  {
    row: 37,
    passes: async (bench) => {
      const other = await startRawServer(ok);
      try {
        const away = await update(bench, [reply(307, { location: `${other.url}/v2/identities/user_1` })]);
        const within = await update(bench, [reply(308, { location: "/v2/identities/user_1" }), ok]);
        return isTyped(away.outcome) && other.requests.length === 0 && succeeded(within, 2);
      } finally {
        await other.close();
      }
    },
  },
  {
    row: 38,
    passes: async (bench) => {
      const { outcome, count } = await update(bench, [reply(307, { location: "/v2/identities/user_1" })]);
      return isTyped(outcome) && count <= 4;
    },
  },
];

function isSizeError({ name, message }: { readonly name: string; readonly message: string }): boolean {
  return /large|size|limit/i.test(name + message);
}
