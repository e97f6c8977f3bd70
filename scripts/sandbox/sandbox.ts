import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Workspace } from "./backend.ts";
import { newerGeneration } from "./newer-generation.ts";
import { olderGeneration } from "./older-generation.ts";
import { identityOperations } from "./operations.ts";
import { foldFilterBy, parseQuery } from "./query.ts";
import { type Reply, refuse } from "./reply.ts";
import { type GenerationName, servedBackend } from "./served-backend.ts";

const DEFAULT_API_KEY = "sandbox-key";

export interface RecordedExchange {
  readonly method: string;
  /** With the query, as sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` when there was none, or none that is JSON. */
  readonly body: unknown;
  readonly status: number;
  readonly reply: unknown;
}

export interface Sandbox {
  readonly url: string;
  readonly apiKey: string;
  readonly exchanges: RecordedExchange[];
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** `older` serves the current pin, `newer` the shape that the API has had since. */
  readonly generation?: GenerationName;
  readonly apiKey?: string;
}

/** Starts a server of the pinned API with an empty workspace, on a free port of this machine. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { generation = "older", apiKey = DEFAULT_API_KEY } = options;
  const isOlder = generation === "older";
  const backend = await servedBackend(generation);
  const workspace: Workspace = { apiKey, operations: identityOperations(isOlder ? olderGeneration : newerGeneration) };
  const exchanges: RecordedExchange[] = [];
  let requestCount = 0;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url: path = "" } = request;
    const headers = singleHeaders(request);
    const sent = await text(request);
    const [pathname = "", search = ""] = path.split(/\?(.*)/s);
    const query = isOlder ? foldFilterBy(parseQuery(search)) : parseQuery(search);
    const reply = await backend({ method, path: pathname, query, headers, text: sent }, workspace).catch(failure);
    requestCount += 1;
    exchanges.push({ method, path, headers, body: parseJson(sent), status: reply.status, reply: reply.body });
    send(response, reply, `sandbox-request-${requestCount}`);
  }

  const server = createServer((request, response) => {
    // Reading fails when the client goes away in the middle of its body: there is nobody left to answer.
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    apiKey,
    exchanges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function failure(error: unknown): Reply {
  return refuse(500, `The sandbox failed: ${error instanceof Error ? error.message : String(error)}`);
}

function send(response: ServerResponse, reply: Reply, requestId: string): void {
  const headers = { ...reply.headers, "x-request-id": requestId };
  if (reply.body === undefined) {
    response.writeHead(reply.status, headers).end();
  } else {
    response.writeHead(reply.status, { ...headers, "content-type": "application/json" });
    response.end(JSON.stringify(reply.body));
  }
}

function singleHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(", ")]));
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
