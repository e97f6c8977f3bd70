import { type Act, type RawServer, startRawServer } from "../../support/raw-server.ts";
import type { Contender, Session, Settings } from "./contender.ts";

const patienceMs = 3_500;

export type Outcome =
  | { readonly kind: "data"; readonly data: unknown }
  | { readonly kind: "error"; readonly error: Failure }
  | { readonly kind: "hang" };

/** What an error may say, whoever made it. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly status?: number;
  readonly statusCode?: number;
  readonly cause?: unknown;
}

/** How a call ends, as far as anybody would wait. */
export async function outcomeOf(call: () => Promise<unknown>): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ kind: "hang" }), patienceMs);
  });
  const outcome = Promise.resolve()
    .then(call)
    .then(
      (data): Outcome => ({ kind: "data", data }),
      (error: Failure): Outcome => ({ kind: "error", error }),
    );
  const first = await Promise.race([outcome, patience]);
  clearTimeout(timer);
  return first;
}

/** Errors of the language or of the runtime: a caller cannot tell them from mistakes in the own code. */
const bare: readonly string[] = [
  "Error",
  "TypeError",
  "SyntaxError",
  "RangeError",
  "URIError",
  "AbortError",
  "TimeoutError",
];

/** Whether a call failed with an error that the client made for this, with the given status. */
export function isTyped(outcome: Outcome, status?: number): boolean {
  if (outcome.kind !== "error") return false;
  const { error } = outcome;
  const isBare =
    error instanceof DOMException || (bare.includes(error.name) && !("code" in error && "toJSON" in error));
  return !isBare && (status === undefined || error.status === status || error.statusCode === status);
}

export interface Bench {
  readonly contender: Contender;
  /** A server that does these acts, and a session with it. */
  serve(acts: readonly Act[], settings?: Settings): Promise<{ readonly server: RawServer; readonly session: Session }>;
}

export interface FaultCase {
  readonly row: number;
  passes(bench: Bench): Promise<boolean>;
}

/** Runs one case with one client, servers and all. What the case itself throws is a failure of the client. */
export async function run(faultCase: FaultCase, contender: Contender): Promise<boolean> {
  const servers: RawServer[] = [];
  const serve: Bench["serve"] = async (acts, settings = {}) => {
    const server = await startRawServer(...acts);
    servers.push(server);
    return { server, session: contender.open({ baseUrl: server.url, ...settings }) };
  };
  try {
    return await faultCase.passes({ contender, serve });
  } catch {
    return false;
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
}
