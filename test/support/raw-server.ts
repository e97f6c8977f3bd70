import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A request as its bytes came. */
export interface RawRequest {
  /** Counts the connections of the server, from 0. */
  readonly connection: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Does something to the connection that a request came on. */
export type Act = (socket: Socket, request: RawRequest) => void;

export interface RawServer {
  readonly url: string;
  readonly requests: RawRequest[];
  /** How many connections are open at this moment. */
  readonly open: () => number;
  /** Resolves when no connection that a request came on is open any more. The runtime may have opened one in advance. */
  readonly allClosed: () => Promise<void>;
  close(): Promise<void>;
}

/** A server that answers the n-th request with the n-th act, and all further ones with the last: exact bytes, no HTTP. */
export async function startRawServer(...acts: readonly Act[]): Promise<RawServer> {
  const requests: RawRequest[] = [];
  const sockets = new Set<Socket>();
  const used = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    const connection = connections++;
    let received = "";
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("close", () => {
      sockets.delete(socket);
      used.delete(socket);
    });
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      for (let parsed = parse(received); parsed !== undefined; parsed = parse(received)) {
        received = received.slice(parsed.length);
        const request = { connection, ...parsed.request };
        const act = acts[requests.length] ?? acts.at(-1);
        requests.push(request);
        used.add(socket);
        act?.(socket, request);
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    open: () => sockets.size,
    allClosed: async () => {
      await Promise.all([...used].map((socket) => new Promise((resolve) => socket.once("close", resolve))));
    },
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}

/** The first whole request of what has been received, and its length. */
function parse(received: string): { readonly request: Omit<RawRequest, "connection">; length: number } | undefined {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd === -1) return undefined;
  const [requestLine = "", ...lines] = received.slice(0, headEnd).split("\r\n");
  const [method = "", path = ""] = requestLine.split(" ");
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const bodyStart = headEnd + 4;
  const isChunked = headers["transfer-encoding"] === "chunked";
  const bodyEnd = isChunked
    ? received.indexOf("0\r\n\r\n", bodyStart) + 5
    : bodyStart + Number(headers["content-length"] ?? 0);
  if (bodyEnd < bodyStart || bodyEnd > received.length) return undefined;
  const body = Buffer.from(received.slice(bodyStart, bodyEnd), "latin1").toString("utf8");
  return { request: { method, path, headers, body }, length: bodyEnd };
}
