import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { findRoot } from "../find-root.ts";
import { type Answer, answer, type Run } from "./answer.ts";
import type { Fault } from "./faults/fault.ts";
import { FaultSource, faultHeader, type RandomFaults } from "./faults/fault-source.ts";
import { closeAbruptly, sendReply } from "./faults/send-reply.ts";
import { identityOperations } from "./identities/identity-operations.ts";
import { encodeReply } from "./replies/encoded-reply.ts";
import { type Reply, refuse, refuseWithCode } from "./replies/reply.ts";
import type { ReceivedRequest } from "./requests/request.ts";
import { servedApi } from "./served-api.ts";

const defaultApiKey = "sandbox-key";

export interface RecordedExchange {
  readonly method: string;
  /** With the query, as sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or the fields of a form. `undefined` when there was none, or none that the document takes. */
  readonly body: unknown;
  /** 0 when a fault kept the request from being answered. */
  readonly status: number;
  readonly reply: unknown;
  /** What went wrong on command. */
  readonly fault?: string;
  readonly durationMs: number;
}

export interface SandboxCounts {
  readonly requests: number;
  /** What was done, by operation and status, such as `"POST /v2/identities 201"`: also when its reply was lost. */
  readonly done: Readonly<Record<string, number>>;
  /** The faults that have happened, by their text. */
  readonly faults: Readonly<Record<string, number>>;
}

export interface Sandbox {
  readonly url: string;
  readonly apiKey: string;
  /** The pin that is served. */
  readonly pin: string;
  /** What it serves, such as `"GET /v2/identities"`. */
  readonly operations: readonly string[];
  /** The last requests, the oldest first. */
  readonly exchanges: RecordedExchange[];
  /** What has happened since the start. */
  readonly counts: SandboxCounts;
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** The folder that holds `openapi/`. Default: the nearest one upward from the current folder. */
  readonly root?: string;
  /** The pin that is served, by its name in the lock. Default: the current one. */
  readonly pin?: string;
  /** The key that requests must send. Default: `sandbox-key`. */
  readonly apiKey?: string;
  /** Default: one that is free. */
  readonly port?: number;
  /** Requests that fail by themselves. Default: none. */
  readonly faults?: RandomFaults;
  /** How many exchanges are kept, the last ones. Default: all, which a long run has no memory for. */
  readonly keptExchanges?: number;
  /** Called after each request. */
  readonly onExchange?: (exchange: RecordedExchange) => void;
}

/**
 * Starts a server of a pin on this machine, with an empty workspace.
 *
 * @throws {SpecError} when there is no such pin, or its file does not match the lock.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { root = findRoot(process.cwd()), apiKey = defaultApiKey, port = 0 } = options;
  const { faults = { share: 0 }, keptExchanges = Number.POSITIVE_INFINITY, onExchange } = options;
  const { api, pin } = servedApi(root, options.pin);
  const run: Run = { api, apiKey, handlers: identityOperations(api) };
  const faultSource = new FaultSource(faults);
  const exchanges: RecordedExchange[] = [];
  const counts = { requests: 0, done: {} as Record<string, number>, faults: faultSource.counts };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const start = performance.now();
    const received = await receive(request);
    counts.requests += 1;
    const requestId = `sandbox-request-${counts.requests}`;
    const found = faultSource.next(`${received.method} ${received.path}`, received.headers[faultHeader]);
    const fault = found && "problem" in found ? undefined : found;
    const { operation, body, reply } =
      found && "problem" in found
        ? ({ reply: refuse(400, `${faultHeader}: ${found.problem}`) } satisfies Answer)
        : await answerUnless(fault, run, received);
    if (operation !== undefined && reply !== undefined) {
      const key = `${operation.key} ${reply.status}`;
      counts.done[key] = (counts.done[key] ?? 0) + 1;
    }
    if (reply === undefined) {
      if (fault?.kind === "reset") closeAbruptly(response);
    } else {
      const encoded = encodeReply({ ...reply, headers: { ...reply.headers, "x-request-id": requestId } });
      await sendReply(response, encoded, fault?.kind === "status" ? undefined : fault);
    }
    const exchange: RecordedExchange = {
      method: received.method,
      path: request.url ?? "",
      headers: received.headers,
      body,
      status: reply?.status ?? 0,
      reply: reply?.body ?? reply?.events ?? reply?.text?.content,
      ...(fault && { fault: fault.text }),
      durationMs: performance.now() - start,
    };
    if (keptExchanges > 0) exchanges.push(exchange);
    if (exchanges.length > keptExchanges) exchanges.shift();
    onExchange?.(exchange);
  }

  const server = createServer((request, response) => {
    // Reading fails when the client goes away in the middle of its body: there is nobody left to answer.
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    pin,
    operations: [...api.operations.keys()],
    exchanges,
    counts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(request: IncomingMessage): Promise<ReceivedRequest> {
  const [path = "", search = ""] = (request.url ?? "").split(/\?(.*)/s);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(", ")] as const);
  const bytes = await buffer(request);
  return { method: request.method ?? "", path, search, headers: Object.fromEntries(headers), bytes };
}

/** Answers, unless the fault comes before anything is done. Without a reply nothing is sent. */
async function answerUnless(
  fault: Fault | undefined,
  run: Run,
  received: ReceivedRequest,
): Promise<Omit<Answer, "reply"> & { readonly reply?: Reply }> {
  if (fault?.kind === "reset" || fault?.kind === "stall") return {};
  if (fault?.kind !== "status") return answer(run, received);
  const { status, retryAfter } = fault;
  const code = status === 429 ? "rate_limit_exceeded" : `sandbox_${status}`;
  return {
    reply: {
      ...refuseWithCode(status, code, `The sandbox was asked for a ${status}`),
      ...(retryAfter !== undefined && { headers: { "retry-after": String(retryAfter) } }),
    },
  };
}
