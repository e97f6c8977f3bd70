import { stat } from "node:fs/promises";
import type { Act } from "./raw-server.ts";

/** The record that `ok` gives. */
export const thing: Readonly<Record<string, unknown>> = { id: "thing_1", name: "a" };

/** Nothing, ever. */
export const never: Act = () => {};

/** FIN without a word. */
export const fin: Act = (socket) => socket.end();

/** RST without a word. */
export const reset: Act = (socket) => socket.resetAndDestroy();

/** These very bytes, and the connection stays open. */
export function bytes(...parts: readonly (string | Uint8Array)[]): Act {
  return (socket) => {
    for (const part of parts) socket.write(part);
  };
}

/** These very bytes, then FIN. */
export function bytesThenFin(...parts: readonly (string | Uint8Array)[]): Act {
  return (socket) => {
    for (const part of parts) socket.write(part);
    socket.end();
  };
}

/** These very bytes, then RST, once the client has read them. */
export function bytesThenReset(text: string): Act {
  return andThen(bytes(text), reset);
}

/**
 * Enough turns of the event loop for a client in this process to read what has been written to it. Each one asks the
 * kernel for something, so that a busy machine gets to deliver what it holds.
 */
async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await stat(".");
}

/** Does one act, and another once the client has read what the first one wrote. */
export function andThen(first: Act, next: Act): Act {
  return (socket, request) => {
    first(socket, request);
    someTurns().then(() => next(socket, request));
  };
}

/** A whole reply, as a server writes it. A body that is no text goes as JSON. */
export function reply(status: number, headers: Readonly<Record<string, string>> = {}, body: unknown = ""): Act {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const type = typeof body === "string" ? {} : { "content-type": "application/json" };
  return bytes(head(status, { ...type, "content-length": String(Buffer.byteLength(text)), ...headers }), text);
}

export function head(status: number, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Whatever\r\n${lines.join("")}\r\n`;
}

export const ok: Act = reply(200, {}, thing);
