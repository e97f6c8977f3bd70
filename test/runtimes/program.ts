import {
  AbortError,
  ConfigError,
  isOrqError,
  NotFoundError,
  Orq,
  type OrqEvent,
  type OrqOptions,
  RedirectError,
  ResponseTooLargeError,
  TimeoutError,
} from "orq-client";
import type { paths } from "../../generated/2026-08-21/openapi.d.ts";

// Runs in every runtime, so it imports nothing but the package. Types are gone by then.

/** Where the program finds its servers. */
export interface Plan {
  readonly apiKey: string;
  readonly sandbox: string;
  /** Says what it has received. */
  readonly upload: string;
  /** Redirects to another origin. */
  readonly redirect: string;
  /** What goes wrong with a connection, and the base URL where it does. */
  readonly failures: Readonly<Record<string, string>>;
}

export interface Check {
  readonly group: string;
  readonly name: string;
  /** `undefined`: passed. */
  readonly problem: string | undefined;
}

/** What a failure of a connection became. */
export interface FailureOutcome {
  readonly failure: string;
  readonly code: string;
  /** How often a read was sent. 0: it succeeded. */
  readonly reads: number;
  /** How often a create was sent, as the client says. */
  readonly creates: number;
}

export interface Report {
  readonly checks: readonly Check[];
  readonly failures: readonly FailureOutcome[];
}

/** The one operation with an upload that this program calls. */
interface UploadPaths {
  "/v2/files": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "multipart/form-data": { purpose: string; file: Blob } } };
      responses: { 200: { content: { "application/json": { received: string } } } };
    };
  };
}

/** Calls the servers, and tells how it went. Throws nothing. */
export async function runProgram(plan: Plan): Promise<Report> {
  // A wait before a retry has a random length. Nothing is learned from waiting.
  Math.random = () => 0;
  const checks: Check[] = [];
  for (const [group, members] of Object.entries(checksOf(plan))) {
    for (const [name, check] of Object.entries(members)) {
      const problem = await check().then(
        () => undefined,
        (error: unknown) => String(error),
      );
      checks.push({ group, name, problem });
    }
  }
  const failures: FailureOutcome[] = [];
  for (const [failure, baseUrl] of Object.entries(plan.failures)) failures.push(await meet(failure, baseUrl, plan));
  return { checks, failures };
}

type Checks = Readonly<Record<string, Readonly<Record<string, () => Promise<void>>>>>;

const people: readonly string[] = ["user_1", "user_2", "user_3"];

function checksOf(plan: Plan): Checks {
  const events: OrqEvent[] = [];
  const open = (options: OrqOptions): Orq => new Orq({ apiKey: plan.apiKey, allowBrowser: true, ...options });
  const orq = open({ baseUrl: plan.sandbox, onEvent: (event) => void events.push(event) });
  const api = orq.withSpec<paths>();
  const ask = { body: { key: "support" } };
  const heard = (type: OrqEvent["type"]): number => events.filter((event) => event.type === type).length;
  const stalling = (fault: string): { headers: Record<string, string> } => ({ headers: { "x-sandbox-fault": fault } });
  const abortSoon = (): AbortSignal => {
    const controller = new AbortController();
    setTimeout(() => controller.abort("enough"), 50);
    return controller.signal;
  };

  return {
    calls: {
      "a create and an update": async () => {
        for (const external_id of people) await orq.identities.create({ external_id });
        const { display_name } = await orq.identities.update("user_1", { display_name: "Jane" });
        equal(display_name, "Jane");
      },
      "two pages of a list": async () => {
        const before = heard("request");
        const found: string[] = [];
        for await (const { external_id } of orq.identities.list({ limit: 2 })) found.push(external_id);
        equal(found.sort(), people);
        equal(heard("request") - before, 2);
      },
      "a typed error": async () => {
        const error = await failureOf(orq.identities.retrieve("nobody"));
        equal([error instanceof NotFoundError, error.status, error.requestId?.slice(0, 7)], [true, 404, "sandbox"]);
      },
      withResponse: async () => {
        const { data, response } = await orq.identities.retrieve("user_1").withResponse();
        equal([data.external_id, response.status], ["user_1", 200]);
      },
      "a retry": async () => {
        const before = heard("retry");
        await orq.identities.update("user_1", { display_name: "Jane" }, stalling("503; times=1"));
        equal(heard("retry") - before, 1);
      },
      "a client in a page is refused unless it is allowed": async () => {
        const isPage = "document" in globalThis;
        const error = await failureOf(Promise.resolve().then(() => new Orq({ apiKey: plan.apiKey })));
        equal(error instanceof ConfigError, isPage);
      },
    },
    bodies: {
      "a stream": async () => {
        let count = 0;
        for await (const { choices } of api.stream("POST /v2/deployments/stream", ask)) count += choices.length && 1;
        equal(count > 1, true);
      },
      "a stream that is left": async () => {
        const before = heard("stream-end");
        for await (const _event of api.stream("POST /v2/deployments/stream", ask)) break;
        equal(heard("stream-end") - before, 1);
      },
      "an upload": async () => {
        const body = { purpose: "a test", file: new File(["the content"], "notes.txt") };
        const files = open({ baseUrl: plan.upload }).withSpec<UploadPaths>();
        const { received } = await files.call("POST /v2/files", { body });
        const sent = ['name="purpose"\r\n\r\na test', 'filename="notes.txt"', "the content"];
        equal(
          sent.filter((part) => !received.includes(part)),
          [],
        );
      },
      "a body that is too large": async () => {
        const error = await failureOf(
          open({ baseUrl: plan.sandbox, maxResponseBytes: 10 }).identities.retrieve("user_1"),
        );
        equal(error instanceof ResponseTooLargeError, true);
      },
    },
    ends: {
      "an abort": async () => {
        const error = await failureOf(
          orq.identities.retrieve("user_1", {}, { signal: abortSoon(), ...stalling("stall") }),
        );
        equal([error instanceof AbortError, error.cause], [true, "enough"]);
      },
      "an abort within a body": async () => {
        const options = { signal: abortSoon(), ...stalling("stall-body") };
        const error = await failureOf(orq.identities.retrieve("user_1", {}, options));
        equal([error instanceof AbortError, error.cause], [true, "enough"]);
      },
      "a timeout": async () => {
        const error = await failureOf(orq.identities.retrieve("user_1", {}, { timeoutMs: 50, ...stalling("stall") }));
        equal([error instanceof TimeoutError, error.status], [true, undefined]);
      },
      "a timeout within a body": async () => {
        const options = { timeoutMs: 500, ...stalling("stall-body") };
        const error = await failureOf(orq.identities.retrieve("user_1", {}, options));
        equal([error instanceof TimeoutError, error.status], [true, 200]);
      },
      "a redirect that is refused": async () => {
        const error = await failureOf(open({ baseUrl: plan.redirect }).identities.retrieve("user_1"));
        equal(error instanceof RedirectError, true);
      },
    },
  };
}

/** Reads and creates where the connection fails. The read comes first, so that the create may meet a used connection. */
async function meet(failure: string, baseUrl: string, { apiKey }: Plan): Promise<FailureOutcome> {
  const orq = new Orq({ apiKey, baseUrl, allowBrowser: true, maxRetries: 2, timeoutMs: 10_000 });
  const read = await failureOf(orq.identities.retrieve("user_1"));
  const { code, attempts } = await failureOf(orq.identities.create({ external_id: "user_9" }));
  return { failure, code: String(code), reads: read.attempts ?? 0, creates: attempts ?? 0 };
}

interface AnyFailure {
  readonly code?: string;
  readonly attempts?: number | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** The error of ours that a call ends with, or nothing where it succeeds. */
async function failureOf(call: PromiseLike<unknown>): Promise<AnyFailure> {
  try {
    await call;
    return {};
  } catch (error) {
    if (isOrqError(error)) return error;
    throw error;
  }
}

function equal(actual: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${is} instead of ${should}`);
}
