import { setImmediate as nextTurn } from "node:timers/promises";
import type { RawServer } from "./raw-server.ts";

/** Resolves when no connection of the server is open any more, whether they ended with a FIN or a RST. */
export async function connectionsClosed(server: RawServer): Promise<void> {
  while (server.open() > 0) {
    await server.allClosed().catch(() => {});
    await nextTurn();
  }
}
