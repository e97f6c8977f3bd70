import assert from "node:assert/strict";
import { inspect } from "node:util";
import { andThen } from "../../support/acts.ts";
import { type Act, type RawServer, startRawServer } from "../../support/raw-server.ts";
import type { Contender, Options, Session, Settings } from "./contender.ts";

export type Outcome =
  | { readonly kind: "data"; readonly data: unknown }
  | { readonly kind: "error"; readonly error: Failure }
  | { readonly kind: "hang" };

/** What an error may say, whichever client made it. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly status?: number;
  readonly statusCode?: number;
  readonly cause?: unknown;
}

/** How a call must fail. */
export interface Expected {
  readonly status?: number;
  readonly says?: string;
  /** What the error of this client has beyond that. A pattern is looked for in a text. */
  readonly ours?: Readonly<Record<string, unknown>>;
}

/** One row of the fault matrix, or a part of it. */
export interface FaultCase {
  readonly row: number;
  readonly fault: string;
  /** A deadline passes in it. */
  readonly timed?: true;
  /** Throws where the client does not do what the row asks for. */
  run(bench: Bench): Promise<void>;
}

/** A case in which a client makes one call and a server does something to it. */
export interface Meeting {
  readonly acts: readonly Act[];
  /** @default "update" */
  readonly call?: "update" | "create" | "promised";
  readonly settings?: Settings;
  readonly options?: Options;
  /** The deadline in `options` passes as soon as the client has read what the server wrote. */
  readonly timeUp?: true;
  /** How many requests the server sees. */
  readonly requests: number;
  /** What the call gives. @default "data" where it does not fail */
  readonly gives?: "data" | "undefined";
  readonly fails?: Expected;
}

export function meeting(row: number, fault: string, given: Meeting): FaultCase {
  return { row, fault, ...(given.timeUp && { timed: true }), run: (bench) => bench.meet(given) };
}

export interface Clock {
  /** How long a call is waited for before it counts as one that hangs. */
  readonly patienceMs: number;
  /** Lets the time of all deadlines pass, where the clock can be told so. */
  timeUp(): void;
}

/** One client on the bench. Its servers run until it is closed. */
export class Bench {
  readonly contender: Contender;
  readonly isOurs: boolean;
  readonly #clock: Clock;
  readonly #servers: RawServer[] = [];

  constructor(contender: Contender, clock: Clock) {
    this.contender = contender;
    this.isOurs = contender.name === "orq-client";
    this.#clock = clock;
  }

  /** A server that does these acts, and a client of it. */
  async serve(acts: readonly Act[], settings: Settings = {}): Promise<{ server: RawServer; session: Session }> {
    const server = await startRawServer(...acts);
    this.#servers.push(server);
    return { server, session: this.contender.open({ baseUrl: server.url, ...settings }) };
  }

  async meet({ acts, call = "update", settings, options, timeUp, requests, gives, fails }: Meeting): Promise<void> {
    const done = timeUp ? acts.map((act) => andThen(act, () => this.#clock.timeUp())) : acts;
    const { server, session } = await this.serve(done, settings);
    const calls: Record<typeof call, () => Promise<unknown>> = {
      update: () => session.update("thing_1", { name: "Jane" }, options),
      create: () => session.create(options),
      promised: () => session.promised(),
    };
    const outcome = await this.outcomeOf(calls[call]);
    if (fails !== undefined) this.expectFailure(outcome, fails);
    else this.expectData(outcome, gives);
    assert.equal(server.requests.length, requests, "the number of requests");
    if (timeUp && this.isOurs) await server.allClosed();
    const repeated = new Set(server.requests.map(({ method, path, body }) => `${method} ${path} ${body}`));
    if (requests > 1 && outcome.kind === "data") assert.equal(repeated.size, 1, "each request is the same");
  }

  /** How a call ends, as far as the clock has patience. */
  async outcomeOf(call: () => PromiseLike<unknown>): Promise<Outcome> {
    const outcome = Promise.resolve()
      .then(call)
      .then(
        (data): Outcome => ({ kind: "data", data }),
        (error: Failure): Outcome => ({ kind: "error", error }),
      );
    const { patienceMs } = this.#clock;
    if (patienceMs === Number.POSITIVE_INFINITY) return outcome;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<Outcome>((resolve) => {
      timer = setTimeout(() => resolve({ kind: "hang" }), patienceMs);
    });
    const first = await Promise.race([outcome, patience]);
    clearTimeout(timer);
    return first;
  }

  expectData(outcome: Outcome, gives: Meeting["gives"] = "data"): void {
    assert.equal(outcome.kind, "data", inspect(outcome));
    const { data } = outcome as { data: unknown };
    assert.equal(data === undefined ? "undefined" : "data", gives);
  }

  /** Expects an error that the client made for this, and not one of the language or of the runtime. */
  expectFailure(outcome: Outcome, { status, says, ours }: Expected = {}): Failure {
    assert.equal(outcome.kind, "error", inspect(outcome));
    const { error } = outcome as { error: Failure };
    assert.ok(isTyped(error), `a bare ${inspect(error)}`);
    if (status !== undefined) assert.equal(error.status ?? error.statusCode, status);
    if (says !== undefined) assert.ok(error.message.includes(says), `"${error.message}" does not say "${says}"`);
    if (this.isOurs) {
      expectPart(error, ours ?? {}, "the error");
    }
    return error;
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.splice(0).map((server) => server.close()));
  }
}

/** Expects that a value has these parts, at any depth. */
function expectPart(actual: unknown, expected: unknown, at: string): void {
  if (expected instanceof RegExp) {
    assert.match(String(actual), expected, at);
  } else if (
    typeof expected === "object" &&
    expected !== null &&
    Object.getPrototypeOf(expected) === Object.prototype
  ) {
    assert.ok(typeof actual === "object" && actual !== null, `${at} is ${inspect(actual)}`);
    for (const [name, value] of Object.entries(expected))
      expectPart((actual as Record<string, unknown>)[name], value, `${at}'s ${name}`);
  } else {
    assert.deepEqual(actual, expected, at);
  }
}

/** Names of errors that a caller cannot tell from mistakes in the caller's own code. */
const bare: readonly string[] = [
  "Error",
  "TypeError",
  "SyntaxError",
  "RangeError",
  "URIError",
  "AbortError",
  "TimeoutError",
];

function isTyped(error: Failure): boolean {
  return !(error instanceof DOMException || (bare.includes(error.name) && !("code" in error && "toJSON" in error)));
}
