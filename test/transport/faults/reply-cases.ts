import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { bytes, bytesThenFin, head, reply } from "../../support/acts.ts";
import { type Act, startRawServer } from "../../support/raw-server.ts";
import { type FaultCase, meeting } from "./fault-case.ts";
import { bothGenerations, html, json, ok } from "./replies.ts";

const emptyBodies = (status: number): readonly (readonly [string, Act])[] => [
  ["with length 0", reply(status)],
  ["in chunks", bytes(head(status, { "transfer-encoding": "chunked" }), "0\r\n\r\n")],
  ["until the connection ends", bytesThenFin(head(status, {}))],
];

/** Rows 24 to 35, 37 and 38: replies, and what is in them. */
export const replyCases: readonly FaultCase[] = [
  meeting(24, "404 in JSON: its message is read", {
    acts: [reply(404, {}, { message: "no such record" })],
    requests: 1,
    fails: { status: 404, says: "no such record", ours: { name: "NotFoundError" } },
  }),
  ...emptyBodies(500).map(([name, act]) =>
    meeting(25, `an error without a body, ${name}`, {
      acts: [act],
      call: "create",
      requests: 1,
      fails: { status: 500, ours: { name: "ServerError", body: undefined } },
    }),
  ),
  ...[json, { "content-type": "text/html" }].map((headers) =>
    meeting(26, `an error of HTML as ${headers["content-type"]}`, {
      acts: [reply(502, headers, html)],
      call: "create",
      requests: 1,
      fails: { status: 502, ours: { name: "ServerError", body: html, message: "POST /v2/things: 502: Bad gateway" } },
    }),
  ),
  meeting(27, "the HTML of a captive portal", {
    acts: [reply(200, { "content-type": "text/html" }, html)],
    requests: 1,
    fails: { status: 200, says: "text/html", ours: { name: "ResponseParseError", body: html } },
  }),
  ...[{ "content-type": "text/plain" }, { "content-type": "text/html" }, {}].flatMap((headers) => [
    meeting(28, `JSON with ${JSON.stringify(headers)} is read`, {
      acts: [reply(200, headers, JSON.stringify(bothGenerations))],
      requests: 1,
    }),
    meeting(28, `other text with ${JSON.stringify(headers)} is told`, {
      acts: [reply(200, headers, "not JSON")],
      call: "promised",
      requests: 1,
      fails: { status: 200, ours: { code: "PARSE" } },
    }),
  ]),
  ...emptyBodies(200).map(([name, act]) =>
    meeting(29, `a success without its body, ${name}`, {
      acts: [act],
      call: "promised",
      requests: 1,
      fails: { status: 200, ours: { name: "ResponseParseError", body: "" } },
    }),
  ),
  meeting(30, "204 gives undefined", { acts: [reply(204)], requests: 1, gives: "undefined" }),
  meeting(30, "205 gives undefined", { acts: [reply(205)], requests: 1, gives: "undefined" }),
  meeting(30, "304 is an error", { acts: [reply(304)], requests: 1, fails: { status: 304, ours: { code: "STATUS" } } }),
  {
    row: 31,
    fault: "a record of the wrong shape: the success is told, by data or by an error that has the status",
    run: async (bench) => {
      const { session } = await bench.serve([reply(200, {}, { _id: 7 })]);
      const outcome = await bench.outcomeOf(() => session.update("thing_1", {}));
      if (outcome.kind !== "data" || bench.isOurs) bench.expectData(outcome);
      else bench.expectFailure(outcome, { status: 200 });
    },
  },
  meeting(31, "a write that succeeded with JSON that is cut off says so", {
    acts: [reply(201, json, '{"id":')],
    call: "create",
    requests: 1,
    fails: { status: 201, ours: { name: "ResponseParseError", body: '{"id":', message: /the server answered 201/ } },
  }),
  {
    row: 32,
    fault: "what the spec does not know is kept",
    run: async (bench) => {
      const body = { ...bothGenerations, new_field: { deep: [1] }, status: "A_NEW_VALUE" };
      const { session } = await bench.serve([reply(200, {}, body)]);
      const outcome = await bench.outcomeOf(() => session.update("thing_1", {}));
      bench.expectData(outcome);
      const { data } = outcome as { data: unknown };
      assert.ok(JSON.stringify(data).includes("contact_1"));
      if (bench.isOurs) assert.deepEqual(data, body);
    },
  },
  {
    row: 33,
    fault: "__proto__ in JSON changes no other object",
    run: async (bench) => {
      const text = JSON.stringify(bothGenerations).replace("{", '{"__proto__":{"polluted":true},');
      const { session } = await bench.serve([reply(200, json, text)]);
      await bench.outcomeOf(() => session.update("thing_1", {}));
      assert.ok(!("polluted" in {}));
    },
  },
  meeting(34, "a byte order mark, and UTF-8 that says it is Latin-1", {
    acts: [
      bytesThenFin(
        head(200, { "content-type": "application/json; charset=iso-8859-1" }),
        Buffer.from(`\ufeff${JSON.stringify({ ...bothGenerations, display_name: "é" })}`),
      ),
    ],
    requests: 1,
  }),
  {
    row: 35,
    fault: "a gzip bomb is given up as soon as it is too large",
    run: async (bench) => {
      const { server, session } = await bench.serve([
        bytes(head(200, { "content-encoding": "gzip", "content-length": `${bomb.length}` }), bomb),
      ]);
      const outcome = await bench.outcomeOf(() => session.update("thing_1", {}));
      const ours = { name: "ResponseTooLargeError", code: "TOO_LARGE", attempts: 1 };
      const { name, message } = bench.expectFailure(outcome, { status: 200, ours });
      assert.match(name + message, /large|size|limit/i);
      assert.equal(server.requests.length, 1);
    },
  },
  {
    row: 37,
    fault: "a redirect to another origin is not followed",
    run: async (bench) => {
      const other = await startRawServer(ok);
      try {
        const { session } = await bench.serve([
          (socket, request) => reply(307, { location: `${other.url}${request.path}` })(socket, request),
        ]);
        const outcome = await bench.outcomeOf(() => session.update("thing_1", {}));
        bench.expectFailure(outcome, { ours: { name: "RedirectError" } });
        assert.equal(other.requests.length, 0);
      } finally {
        await other.close();
      }
    },
  },
  ...[307, 308].map((status) =>
    meeting(37, `${status} keeps method and body, on the same origin`, {
      acts: [(socket, request) => reply(status, { location: request.path })(socket, request), ok],
      requests: 2,
    }),
  ),
  {
    row: 38,
    fault: "a redirect loop ends after three",
    run: async (bench) => {
      const { server, session } = await bench.serve([
        (socket, request) => reply(307, { location: request.path })(socket, request),
      ]);
      const outcome = await bench.outcomeOf(() => session.update("thing_1", {}));
      bench.expectFailure(outcome, { ours: { name: "RedirectError" } });
      assert.ok(server.requests.length <= 4, `${server.requests.length} requests`);
      if (bench.isOurs) assert.equal(server.requests.length, 4);
    },
  },
];

const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32));
