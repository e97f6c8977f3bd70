import fc from "fast-check";
import {
  AbortError,
  AuthError,
  Orq,
  type OrqOptions,
  RateLimitError,
  type SyncedIdentity,
  type SyncOutcome,
  type SyncProgress,
} from "orq-client";
import { describe, expect, test } from "vitest";
import { holdClock } from "../support/clock.ts";
import { type Fault, PeopleServer } from "../support/people-server.ts";
import { apiKey, failureOf, withoutJitter } from "../support/raw-client.ts";
import { startWithClient } from "../support/sandbox-client.ts";

const baseUrl = "http://127.0.0.1:9";

interface Person {
  readonly external_id: string;
  readonly display_name?: string;
}

function clientOf({ fetch }: Pick<PeopleServer, "fetch">, options: OrqOptions = {}): Orq {
  return new Orq({ apiKey, baseUrl, fetch, ...options });
}

function people(count: number): Person[] {
  return Array.from({ length: count }, (_, index) => ({ external_id: `user_${index}`, display_name: `${index}` }));
}

async function all<T>(outcomes: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = [];
  for await (const outcome of outcomes) taken.push(outcome);
  return taken;
}

function streamOf<T>(items: readonly T[]): ReadableStream<T> {
  return new ReadableStream<T>({
    start(controller) {
      for (const item of items) controller.enqueue(item);
      controller.close();
    },
  });
}

function failedOf(outcomes: readonly SyncOutcome<Person>[]): Person[] {
  return outcomes.filter(({ outcome }) => outcome === "failed").map(({ input }) => input);
}

/** Everything that the event loop has to do by now. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
}

describe.each(["older", "newer"] as const)("a sync, on a server of the %s generation", (generation) => {
  test("gives one outcome for each person, in their order", async () => {
    const { orq } = await startWithClient({ generation });
    await orq.identities.create({ external_id: "same", display_name: "Same" });
    await orq.identities.create({ external_id: "other", display_name: "Other" });
    const source = [
      { external_id: "new", display_name: "New" },
      { external_id: "same", display_name: "Same" },
      { external_id: "other", display_name: "Another" },
      { external_id: "refused", email: "not an address" },
    ];
    const outcomes = await all(orq.identities.sync(source));
    expect(outcomes).toMatchObject([
      { outcome: "created", index: 0, input: source[0], identity: { display_name: "New" } },
      { outcome: "unchanged", index: 1, input: source[1], identity: { display_name: "Same" } },
      { outcome: "updated", index: 2, input: source[2], identity: { display_name: "Another" } },
      ...(generation === "older" ? [{ outcome: "failed", index: 3, input: source[3], error: { status: 400 } }] : [{}]),
    ]);
  });
});

test("an outcome narrows by what it is", async () => {
  const { orq } = await startWithClient();
  for await (const result of orq.identities.sync(people(1))) {
    switch (result.outcome) {
      case "failed":
        // @ts-expect-error: what failed has no record
        expect.fail(`${result.error.code} ${result.identity}`);
        break;
      default:
        // @ts-expect-error: what did not fail has no error
        expect(result.error).toBeUndefined();
        expect(result.identity.external_id).toBe(result.input.external_id);
    }
  }
});

test("an input keeps its type, and is a person where nothing is known of it", async () => {
  const { identities } = clientOf(new PeopleServer());
  const typed: SyncedIdentity[] = [{ external_id: "user_1" }];
  for await (const { input } of identities.sync(typed)) expect(input.external_id).toBe("user_1");
  const parsed = ['{ "external_id": "user_1" }'].map((line) => JSON.parse(line));
  for await (const { input } of identities.sync(parsed)) expect(input.external_id).toBe("user_1");
  for await (const { input } of identities.sync(people(1))) expect(input.display_name).toBe("0");
});

test("keys that the spec does not have do not compile, in a list, a variable and a generator", () => {
  const { identities } = clientOf(new PeopleServer());
  const person = { external_id: "user_1", nickname: "J." };
  async function* cursor(): AsyncGenerator<{ external_id: string; nickname: string }> {
    yield person;
  }
  // @ts-expect-error: nickname
  identities.sync([{ external_id: "user_1", nickname: "J." }]);
  // @ts-expect-error: nickname
  identities.sync([person]);
  // @ts-expect-error: nickname
  identities.sync(cursor());
  // @ts-expect-error: no external_id
  identities.sync([{ display_name: "Jane" }]);
  // @ts-expect-error: the same key for each would be one request for the server
  identities.sync([], { idempotencyKey: "key" });
});

test.each([
  ["a list", people(20)],
  ["a generator", people(20).values()],
  [
    "an async generator",
    (async function* () {
      yield* people(20);
    })(),
  ],
  ["a stream", streamOf(people(20))],
])("takes people from %s", async (_name, source) => {
  const server = new PeopleServer();
  const outcomes = await all(clientOf(server).identities.sync(source));
  expect(outcomes.map(({ input }) => input)).toEqual(people(20));
  expect(server.records.size).toBe(20);
});

const faults: readonly (Fault | undefined)[] = ["reset", "late reset", "cut", "503", "429"];

test("whatever fails, each person has one outcome in its turn, and at most one record", async () => {
  withoutJitter();
  const faulty = fc.array(fc.option(fc.constantFrom(...faults), { nil: undefined, freq: 1 }), { maxLength: 200 });
  const some = fc.array(
    fc.record({ external_id: fc.constantFrom("a", "b", "c", "d", "e"), display_name: fc.string() }),
  );
  const delays = fc.infiniteStream(fc.nat(4));
  await fc.assert(
    fc.asyncProperty(
      some,
      faulty,
      fc.integer({ min: 1, max: 5 }),
      delays,
      async (source, script, concurrency, turns) => {
        const server = new PeopleServer(
          (request) => script[request],
          async () => {
            for (let turn = turns.next().value; turn > 0; turn -= 1) await new Promise(setImmediate);
          },
        );
        let last: SyncProgress | undefined;
        const onProgress = (progress: SyncProgress): void => {
          last = progress;
        };
        const { identities } = clientOf(server);
        const outcomes = await all(identities.sync(source, { concurrency, onProgress }));
        expect(outcomes.map(({ input, index }) => ({ input, index }))).toEqual(
          source.map((input, index) => ({ input, index })),
        );
        expect(server.mostInFlight).toBeLessThanOrEqual(concurrency);
        expect(last?.checkpoint ?? 0).toBe(source.length);
        const ids = new Set(source.map(({ external_id }) => external_id));
        const created = outcomes.filter(({ outcome }) => outcome === "created");
        // A create that failed may have happened all the same. What came of it is seen by whoever comes next.
        const isSure = outcomes.every(({ outcome }) => outcome !== "failed");
        if (isSure) expect([created.length, server.records.size]).toEqual([ids.size, ids.size]);
        // What has failed is given to another sync, until nothing has.
        for (let failed = failedOf(outcomes); failed.length > 0; ) {
          failed = failedOf(await all(identities.sync(failed)));
        }
        expect(new Set(server.records.keys())).toEqual(ids);
      },
    ),
    { numRuns: 200 },
  );
});

/** A server whose requests wait until the test lets them go. */
function heldServer(): { readonly server: PeopleServer; readonly release: () => void } {
  const waiting: (() => void)[] = [];
  const server = new PeopleServer(undefined, () => new Promise<void>((resolve) => waiting.push(resolve)));
  const release = (): void => {
    for (const resume of waiting.splice(0)) resume();
  };
  return { server, release };
}

/** A source without an end that tells how much was taken from it, and whether it was closed. */
function endless(): {
  readonly source: AsyncGenerator<Person>;
  readonly taken: () => number;
  readonly closed: () => boolean;
} {
  let taken = 0;
  let closed = false;
  async function* source(): AsyncGenerator<Person> {
    try {
      for (;;) yield { external_id: `user_${taken++}` };
    } finally {
      // A cursor takes a while to close.
      await idle();
      closed = true;
    }
  }
  return { source: source(), taken: () => taken, closed: () => closed };
}

test("an async onProgress is waited for, and what it rejects with ends the sync", async () => {
  const server = new PeopleServer();
  const saved: number[] = [];
  const full = new Error("disk full");
  const onProgress = async ({ checkpoint }: SyncProgress): Promise<void> => {
    await Promise.resolve();
    if (checkpoint === 3) throw full;
    saved.push(checkpoint);
  };
  await expect(all(clientOf(server).identities.sync(people(5), { onProgress }))).rejects.toBe(full);
  expect(saved).toEqual([1, 2]);
});

test("a concurrency that no machine has is refused", async () => {
  const server = new PeopleServer();
  const sync = clientOf(server).identities.sync(people(1), { concurrency: 1e6 });
  expect(await failureOf(all(sync))).toMatchObject({ code: "CONFIG", message: "concurrency must be at most 1000" });
});

describe("a sync", () => {
  test("takes nothing before somebody asks, and no more than there is room for", async () => {
    const { source, taken } = endless();
    const outcomes = clientOf(new PeopleServer()).identities.sync(source, { concurrency: 2 });
    await idle();
    expect(taken()).toBe(0);
    await outcomes.next();
    await idle();
    const room = taken();
    expect(room).toBeLessThanOrEqual(2 * 16 + 1);
    await idle();
    expect(taken()).toBe(room);
    for (let more = 1; more <= 5; more += 1) {
      await outcomes.next();
      await idle();
      expect(taken()).toBe(room + more);
    }
    await outcomes.return();
  });

  test("takes a person only when a worker is free", async () => {
    const { source, taken } = endless();
    const { server, release } = heldServer();
    const outcomes = clientOf(server).identities.sync(source, { concurrency: 3 });
    const first = outcomes.next();
    await idle();
    expect([taken(), server.inFlight]).toEqual([3, 3]);
    release();
    await idle();
    // The three that were not found are being created.
    release();
    expect(await first).toMatchObject({ value: { outcome: "created", index: 0 } });
    await idle();
    expect([taken(), server.inFlight]).toEqual([6, 3]);
    await outcomes.return();
  });

  test("a slow source holds back no outcome", async () => {
    async function* slow(): AsyncGenerator<Person> {
      yield* people(2);
      await new Promise(() => {});
    }
    const outcomes = clientOf(new PeopleServer()).identities.sync(slow());
    expect(await outcomes.next()).toMatchObject({ value: { index: 0 } });
    expect(await outcomes.next()).toMatchObject({ value: { index: 1 } });
  });

  test("leaving the loop closes the source, ends what is under way, and sends nothing more", async () => {
    const { source, closed } = endless();
    const { server, release } = heldServer();
    const letGo = setInterval(release);
    for await (const { outcome } of clientOf(server).identities.sync(source)) {
      expect(outcome).toBe("created");
      clearInterval(letGo);
      await idle();
      break;
    }
    expect(closed()).toBe(true);
    const { length } = server.requests;
    release();
    await idle();
    expect(server.requests).toHaveLength(length);
  });

  test("an error of the source is thrown as it is, after the outcomes before it", async () => {
    const failure = new Error("the cursor is lost");
    async function* failing(): AsyncGenerator<Person> {
      yield* people(5);
      throw failure;
    }
    const seen: number[] = [];
    const sync = async (): Promise<void> => {
      for await (const { index } of clientOf(new PeopleServer()).identities.sync(failing())) seen.push(index);
    };
    await expect(sync()).rejects.toBe(failure);
    expect(seen).toEqual([0, 1, 2, 3, 4]);
  });

  test("the last word on a person is the last input, and none is worked on twice at once", async () => {
    const server = new PeopleServer();
    const source = Array.from({ length: 30 }, (_, index) => ({ external_id: "user_1", display_name: `${index}` }));
    const outcomes = await all(clientOf(server).identities.sync(source));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["created", ...source.slice(1).map(() => "updated")]);
    expect(server.records.get("user_1")).toMatchObject({ display_name: "29" });
    expect(server.mostInFlight).toBe(1);
  });

  test("what is not a person is an outcome that says so", async () => {
    const getter = {
      get external_id(): string {
        throw new Error("gone");
      },
    };
    const source = [
      null,
      undefined,
      "user_1",
      {},
      { external_id: 1 },
      { external_id: "" },
      getter,
      { external_id: "a" },
    ];
    const outcomes = await all(clientOf(new PeopleServer()).identities.sync(source as Person[]));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([...source.slice(1).map(() => "failed"), "created"]);
    for (const [index, outcome] of outcomes.entries()) {
      expect(outcome.input).toBe(source[index]);
      if (outcome.outcome === "failed") expect(outcome.error.code).toBe("VALIDATION");
    }
    expect(outcomes[0]).toMatchObject({
      error: { message: "input 0 of the sync is not a person with an external_id" },
    });
  });

  test.each([
    ["concurrency", { concurrency: 0 }],
    ["checkpoint", { checkpoint: -1 }],
    ["onProgress", { onProgress: 1 as never }],
    ["signal", { signal: {} as never }],
    ["timeoutMs", { timeoutMs: -1 }],
  ])("an option that cannot work is named: %s", async (name, options) => {
    const error = await failureOf(all(clientOf(new PeopleServer()).identities.sync(people(1), options)));
    expect(error).toMatchObject({ code: "CONFIG", message: expect.stringContaining(name) });
  });

  test("a source that is none is refused", async () => {
    const error = await failureOf(all(clientOf(new PeopleServer()).identities.sync({} as Person[])));
    expect(error).toMatchObject({ code: "CONFIG" });
  });
});

describe("a sync that is stopped", () => {
  test.each(["by an abort", "by leaving the loop", "by onProgress"])(
    "%s goes on at its checkpoint without a loss",
    async (how) => {
      const server = new PeopleServer(undefined, () => new Promise(setImmediate));
      const { identities } = clientOf(server);
      const controller = new AbortController();
      const handedOut: number[] = [];
      let checkpoint = 0;
      const first = async (): Promise<void> => {
        const options = {
          signal: controller.signal,
          onProgress: (progress: SyncProgress) => {
            ({ checkpoint } = progress);
            if (how === "by onProgress" && checkpoint === 20) throw new Error("stop");
          },
        };
        for await (const { index } of identities.sync(people(500), options)) {
          handedOut.push(index);
          if (index === 19 && how === "by an abort") controller.abort();
          if (index === 19 && how === "by leaving the loop") break;
        }
      };
      if (how === "by leaving the loop") await first();
      else await expect(first()).rejects.toThrow(how === "by an abort" ? "aborted by the caller" : "stop");
      // Where the loop was left from an outcome, nothing tells that it was dealt with.
      expect(checkpoint).toBe(how === "by leaving the loop" ? 19 : handedOut.length);
      expect(checkpoint).toBeLessThan(500);
      const rest = await all(identities.sync(people(500), { checkpoint }));
      expect(rest[0]).toMatchObject({ index: checkpoint, input: people(500)[checkpoint] });
      handedOut.push(...rest.map(({ index }) => index));
      expect(new Set(handedOut).size).toBe(500);
      expect(server.records.size).toBe(500);
    },
  );

  test("an abort hands out what is done, then throws with the caller's reason", async () => {
    const { server, release } = heldServer();
    const controller = new AbortController();
    const outcomes = clientOf(server).identities.sync(people(50), { signal: controller.signal, concurrency: 2 });
    const first = outcomes.next();
    for (let turn = 0; turn < 4; turn += 1) {
      await idle();
      release();
    }
    await first;
    await idle();
    controller.abort("enough");
    const rest = await all(outcomes).catch((error: unknown) => error);
    expect(rest).toBeInstanceOf(AbortError);
    expect(rest).toMatchObject({ cause: "enough" });
  });

  test("an abort ends the wait for a source that does not come back", async () => {
    async function* stuck(): AsyncGenerator<Person> {
      yield* people(1);
      await new Promise(() => {});
    }
    const controller = new AbortController();
    const outcomes = clientOf(new PeopleServer()).identities.sync(stuck(), { signal: controller.signal });
    expect(await outcomes.next()).toMatchObject({ value: { outcome: "created" } });
    const next = outcomes.next();
    await idle();
    controller.abort();
    expect(await failureOf(next)).toMatchObject({ code: "ABORTED" });
  });

  test("a signal that was aborted before takes nothing from the source", async () => {
    const { source, taken } = endless();
    const outcomes = clientOf(new PeopleServer()).identities.sync(source, { signal: AbortSignal.abort("late") });
    expect(await failureOf(outcomes.next())).toMatchObject({ code: "ABORTED", cause: "late" });
    expect(taken()).toBe(0);
  });

  test("the error names the line of the caller's loop", async () => {
    const controller = new AbortController();
    async function theCaller(): Promise<void> {
      for await (const _ of clientOf(new PeopleServer()).identities.sync(people(9), { signal: controller.signal }))
        controller.abort();
    }
    expect((await failureOf(theCaller())).stack).toMatch(/theCaller.*sync\.test\.ts/);
  });
});

describe("a server that asks to wait", () => {
  /** Answers with these statuses first, then as a server of people does. */
  function busy(...replies: readonly { readonly status: number; readonly retryAfter: string }[]): PeopleServer {
    const server = new PeopleServer();
    const rest = [...replies];
    const { fetch } = server;
    return Object.assign(server, {
      fetch: async (url: string, init: RequestInit) => {
        const reply = rest.shift();
        if (reply === undefined) return fetch(url, init);
        server.requests.push("refused");
        return new Response(null, { status: reply.status, headers: { "retry-after": reply.retryAfter } });
      },
    });
  }

  test.each([429, 503])("by one %i holds back every worker", async (status) => {
    const { advance } = holdClock();
    const server = busy({ status, retryAfter: "30" });
    const outcomes = all(clientOf(server).identities.sync(people(50), { concurrency: 5 }));
    await idle();
    const sent = server.requests.length;
    expect(sent).toBeLessThanOrEqual(5 + 5);
    advance(29_000);
    await idle();
    expect(server.requests).toHaveLength(sent);
    advance(1_001);
    expect((await outcomes).map(({ outcome }) => outcome)).toEqual(people(50).map(() => "created"));
  });

  test("is waited for as often as it asks, whatever maxRetries says", async () => {
    const server = busy(...Array.from({ length: 200 }, () => ({ status: 429, retryAfter: "0" })));
    const outcomes = await all(clientOf(server, { maxRetries: 0 }).identities.sync(people(10)));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(people(10).map(() => "created"));
  });

  test("does not use up the retries for failures of another kind", async () => {
    withoutJitter();
    const script: readonly Fault[] = ["429", "429", "429", "reset", "429", "reset"];
    const server = new PeopleServer((request) => script[request]);
    const outcomes = await all(clientOf(server).identities.sync(people(1)));
    expect(outcomes).toMatchObject([{ outcome: "created" }]);
    expect(server.requests.filter((request) => request.startsWith("GET"))).toHaveLength(script.length + 1);
  });

  test("for longer than a call may take, makes the person fail", async () => {
    const server = busy({ status: 429, retryAfter: "50" });
    const [first, ...others] = await all(
      clientOf(server).identities.sync(people(3), { totalTimeoutMs: 10, concurrency: 1 }),
    );
    expect(first).toMatchObject({ outcome: "failed", error: { status: 429, retryAfterMs: 50_000 } });
    // The others wait as long as they may, and send nothing.
    expect(others).toMatchObject([{ error: { code: "TIMEOUT" } }, { error: { code: "TIMEOUT" } }]);
    expect(server.requests).toEqual(["refused"]);
  });

  test("for more than a minute ends it, with how long", async () => {
    const server = busy({ status: 429, retryAfter: "3600" });
    const error = await failureOf(all(clientOf(server).identities.sync(people(50), { concurrency: 2 })));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfterMs: 3_600_000 });
    expect(server.requests.length).toBeLessThan(10);
  });

  test("does not hold back other calls of the client", async () => {
    holdClock();
    const server = busy({ status: 429, retryAfter: "30" });
    const orq = clientOf(server);
    const controller = new AbortController();
    const sync = failureOf(all(orq.identities.sync(people(5), { signal: controller.signal, concurrency: 1 })));
    await idle();
    expect(await orq.identities.create({ external_id: "other" })).toMatchObject({ external_id: "other" });
    controller.abort();
    expect(await sync).toMatchObject({ code: "ABORTED" });
  });
});

test("a key that is refused ends it: it would be refused for everybody", async () => {
  let requests = 0;
  const fetch = async (): Promise<Response> => {
    requests += 1;
    return new Response(null, { status: 401 });
  };
  const error = await failureOf(all(clientOf({ fetch }).identities.sync(people(50), { concurrency: 2 })));
  expect(error).toBeInstanceOf(AuthError);
  expect(requests).toBe(2);
});

test("what ends it stops the others, before its turn comes", async () => {
  const { server, release } = heldServer();
  const refused = people(50).filter((_, index) => index === 1);
  const fetch = (url: string, init: RequestInit): Promise<Response> =>
    refused.some(({ external_id }) => url.endsWith(external_id))
      ? Promise.resolve(new Response(null, { status: 401 }))
      : server.fetch(url, init);
  const outcomes = clientOf({ fetch }).identities.sync(people(50), { concurrency: 2 });
  const first = outcomes.next();
  await idle();
  expect(server.requests).toEqual(["GET /v2/identities/user_0"]);
  for (let turn = 0; turn < 2; turn += 1) {
    release();
    await idle();
  }
  expect(await first).toMatchObject({ value: { outcome: "created" } });
  expect(await failureOf(outcomes.next())).toBeInstanceOf(AuthError);
});
