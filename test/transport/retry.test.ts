import { type OrqEvent, RateLimitError } from "orq-client";
import { describe, expect, it, vi } from "vitest";
import { ok, reply } from "../support/acts.ts";
import { holdClock } from "../support/clock.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";
import { create, replace } from "../support/things.ts";

const noWait = { "retry-after-ms": "0" };

describe("which statuses are tried again", () => {
  it("row 16: a call may say that it is idempotent, or that it is not", async () => {
    const { server, orq } = await startRawClient([reply(500), ok, reply(500)]);
    await create(orq, {}, { idempotent: true, idempotencyKey: "key-1" });
    expect(server.requests.map(({ headers }) => headers["idempotency-key"])).toEqual(["key-1", "key-1"]);
    expect(await failureOf(replace(orq, {}, { idempotent: false }))).toMatchObject({ attempts: 1 });
  });
});

describe("how long to wait", () => {
  const now = "Tue, 24 Nov 2026 10:00:00 GMT";

  it.each<[headers: Record<string, string>, retryAfterMs: number | undefined]>([
    [{}, undefined],
    [{ "retry-after-ms": "12.25" }, 12.25],
    [{ "retry-after-ms": "7", "retry-after": "1" }, 7],
    [{ "retry-after-ms": "x7", "retry-after": "1" }, 1_000],
    [{ "retry-after-ms": "7x", "retry-after": "1" }, 1_000],
    [{ "retry-after-ms": "7.x", "retry-after": "1" }, 1_000],
    [{ "retry-after-ms": "-7" }, undefined],
    [{ "retry-after": "1.5" }, undefined],
    [{ "retry-after": "12x" }, undefined],
    [{ "retry-after": "Tue, 24 Nov 2026 10:00:05 GMT", date: now }, 5_000],
    [{ "retry-after": "Tue, 24 Nov 2026 09:59:00 GMT", date: now }, 0],
    [{ "retry-after": "Tue, 24 Nov 2020 10:00:05 GMT", date: "now" }, 0],
    [{ "retry-after": "on Tue, 24 Nov 2026 10:00:05 GMT", date: now }, undefined],
    [{ "retry-after": "2026-11-24T10:00:05Z", date: now }, undefined],
  ])("row 19: the error of %j says %j", async (headers, retryAfterMs) => {
    const { orq } = await startRawClient([reply(400, headers)]);
    const error = await failureOf(replace(orq));
    expect((error as { retryAfterMs?: number }).retryAfterMs).toBe(retryAfterMs);
  });

  it("row 16: twice as long each time, up to eight seconds, of which chance takes a part", async () => {
    const events: OrqEvent[] = [];
    const { orq } = await startRawClient([reply(503)], { maxRetries: 6, onEvent: (event) => void events.push(event) });
    vi.spyOn(Math, "random").mockReturnValue(0.001);
    expect(await failureOf(replace(orq))).toMatchObject({ attempts: 7 });
    const retries = events.flatMap((event) => (event.type === "retry" ? [[event.delayMs, event.reason]] : []));
    expect(retries).toEqual([0.5, 1, 2, 4, 8, 8].map((delayMs) => [delayMs, "status 503"]));
  });

  it("row 19: what Retry-After says is how long it waits, and not less", async () => {
    const clock = holdClock();
    const told: string[] = [];
    const { orq } = await startRawClient([reply(503, { "retry-after-ms": "40" }), ok], {
      onEvent: ({ type }) => {
        told.push(type);
        // The wait begins in the same turn as this event.
        if (type === "retry") setImmediate(pass);
      },
    });
    const pass = (): void => {
      clock.advance(39);
      setImmediate(() => {
        told.push("39 ms have passed");
        clock.advance(1);
      });
    };
    await replace(orq);
    expect(told).toEqual(["request", "response", "retry", "39 ms have passed", "request", "response"]);
  });

  it.each([
    ["seconds", { "retry-after": "7" }, 7_000],
    ["milliseconds, before seconds", { "retry-after": "9", "retry-after-ms": "1500" }, 1_500],
    [
      "a date, on the server's clock",
      { date: "Mon, 01 Jan 2001 00:00:00 GMT", "retry-after": "Mon, 01 Jan 2001 00:00:42 GMT" },
      42_000,
    ],
    ["a date that has passed", { "retry-after": "Mon, 01 Jan 2001 00:00:42 GMT" }, 0],
  ])("row 19: %s", async (_name, headers, delayMs) => {
    const delays: number[] = [];
    const controller = new AbortController();
    const { orq } = await startRawClient([reply(429, headers)], {
      onEvent: (event) => {
        if (event.type !== "retry") return;
        delays.push(event.delayMs);
        setImmediate(() => controller.abort());
      },
    });
    await failureOf(create(orq, {}, { signal: controller.signal }));
    expect(delays[0]).toBe(delayMs);
  });

  it.each([
    ["seconds", { "retry-after": "99999999" }, 99_999_999_000],
    ["milliseconds", { "retry-after-ms": "60001" }, 60_001],
    ["seconds that no timer holds", { "retry-after": "9".repeat(400) }, Number.POSITIVE_INFINITY],
  ])(
    "row 20: more than a minute in %s is told at once, and neither slept nor cut short",
    async (_name, headers, ms) => {
      const { server, orq } = await startRawClient([reply(429, headers)]);
      const error = await failureOf(replace(orq));
      expect(error).toBeInstanceOf(RateLimitError);
      expect(error).toMatchObject({ retryAfterMs: ms, attempts: 1 });
      const busy = await startRawClient([reply(503, headers)]);
      expect(await failureOf(replace(busy.orq))).toMatchObject({
        status: 503,
        retryAfterMs: ms,
      });
      expect([server.requests.length, busy.server.requests.length]).toEqual([1, 1]);
    },
  );

  it.each([
    "-5",
    "1e9",
    "NaN",
    "",
    "5 seconds",
    "0x10",
    "-2001",
    " ",
    "1,2",
    "Mon, 01 Jan 2001",
    "01 Jan 2001 00:00:42",
  ])("row 21: Retry-After %j is as if it were not there", async (value) => {
    const { orq } = await startRawClient([reply(429, { "retry-after": value })]);
    const error = await failureOf(create(orq));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ attempts: 1 });
    expect((error as RateLimitError).retryAfterMs).toBeUndefined();
  });
});

describe("many calls at once", () => {
  it("row 46: calls share fifty retries, and ten that succeed bring one back", async () => {
    const refused = Array.from({ length: 80 }, () => reply(503, noWait));
    const well = Array.from({ length: 10 }, () => ok);
    const { server, orq } = await startRawClient([...refused, ...well, reply(503, noWait)]);
    for (let call = 0; call < 30; call += 1) await failureOf(replace(orq, {}, { maxRetries: 2 }));
    expect(server.requests).toHaveLength(80);
    for (let call = 0; call < 10; call += 1) await replace(orq);
    const attempts = [await failureOf(replace(orq)), await failureOf(replace(orq))].map((error) => error.attempts);
    expect(attempts).toEqual([2, 1]);
  });

  it("row 46: what succeeds brings the means for retries back", async () => {
    const { server, orq } = await startRawClient(
      Array.from({ length: 240 }, (_value, index) => (index % 2 === 0 ? reply(500, noWait) : ok)),
    );
    for (let call = 0; call < 120; call += 1) await replace(orq);
    expect(server.requests).toHaveLength(240);
  });
});
