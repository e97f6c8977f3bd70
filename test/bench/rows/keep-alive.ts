import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { bothGenerations } from "../../transport/faults/replies.ts";
import { type Row, rowOf } from "../row.ts";
import { type OpenUpdater, updaters } from "../updaters.ts";

const calls = 150;
const idleMs = 5;

/** Calls to a server that closes a socket as soon as it has been idle, at the time at which the next call comes. */
export async function measureKeepAlive(): Promise<Row[]> {
  const samples: Record<string, [number]> = {};
  for (const [name, load] of Object.entries(updaters)) samples[name] = [await lostCalls(await load())];
  return [
    rowOf({
      row: "keep-alive",
      what: `${calls} updates to a server that closes idle sockets`,
      unit: "lost",
      samples,
      goals: [{ most: 0 }],
    }),
  ];
}

async function lostCalls(open: OpenUpdater): Promise<number> {
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () =>
      response.setHeader("content-type", "application/json").end(JSON.stringify(bothGenerations)),
    );
    // The server closes while it still tells the client that the connection may be kept.
    response.on("finish", () => setTimeout(() => request.socket.destroy(), idleMs));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const call = open({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  let lost = 0;
  for (let count = 0; count < calls; count += 1) {
    await Promise.resolve(call()).catch(() => {
      lost += 1;
    });
    await sleep(idleMs - 1);
  }
  server.closeAllConnections();
  server.close();
  return lost;
}
