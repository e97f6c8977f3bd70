import type { RawServer } from "./raw-server.ts";

/**
 * Resolves when the connection that is open now has ended, with a FIN or a RST. A connection that the runtime opens
 * afterwards, for calls to come, does not count.
 */
export async function connectionClosed(server: RawServer): Promise<void> {
  // A RST is an error of the socket, which closes with it.
  await server.allClosed().catch(() => {});
}
