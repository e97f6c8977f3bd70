import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { ours } from "../transport/faults/ours.ts";
import { bothGenerations } from "../transport/faults/replies.ts";
import { openapiFetch } from "./contenders.ts";

const calls = 150;
const idleMs = 5;

/** Calls to a server that closes a socket as soon as it has been idle, at the time at which the next call comes. */
export async function measureKeepAlive(): Promise<void> {
  for (const contender of [openapiFetch, ours]) {
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
    const session = contender.open({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    let lost = 0;
    for (let call = 0; call < calls; call += 1) {
      await session.update("user_1", {}).catch(() => {
        lost += 1;
      });
      await sleep(idleMs - 1);
    }
    console.log(`${contender.name.padEnd(14)} ${calls} calls, ${lost} lost`);
    server.closeAllConnections();
    server.close();
  }
}
