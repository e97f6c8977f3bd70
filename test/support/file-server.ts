import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface FileServer {
  readonly url: string;
  readonly requests: IncomingMessage[];
}

/** A server on loopback that answers each path as told, for the length of a test. */
export async function serve(answers: Readonly<Record<string, Answer>>): Promise<FileServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const answer = answers[request.url ?? ""];
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

export function file(content: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) =>
    response.writeHead(200, { "content-type": "application/yaml", ...headers }).end(content);
}

export function redirect(location: string): Answer {
  return (_request, response) => response.writeHead(302, { location }).end();
}
