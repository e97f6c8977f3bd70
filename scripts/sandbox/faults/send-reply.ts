import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { type EncodedReply, errorEvent } from "../replies/encoded-reply.ts";
import type { Fault } from "./fault.ts";

/** Sends a reply to what the operation has done, as far as the fault lets it. */
export async function sendReply(
  response: ServerResponse,
  reply: EncodedReply,
  fault: Fault | undefined,
): Promise<void> {
  if (fault?.kind === "lost") return closeAbruptly(response);
  if (fault?.kind === "slow") await delay(fault.ms, undefined, { ref: false });
  const { status, headers, pieces, isStream } = reply;
  const whole = pieces.join("");
  // With a length, a client can tell that a body was cut.
  const length = isStream || whole === "" ? {} : { "content-length": String(Buffer.byteLength(whole)) };
  response.writeHead(status, { ...headers, ...length });
  if (fault === undefined || fault.kind === "slow") {
    for (const piece of pieces) response.write(piece);
    response.end();
    return;
  }
  const part = isStream ? pieces.slice(0, fault.after).join("") : whole.slice(0, Math.floor(whole.length / 2));
  response.flushHeaders();
  if (fault.kind === "error-event") response.end(`${part}${errorEvent}`);
  // Ended when the client or the sandbox closes.
  else if (fault.kind === "stall-body") response.write(part);
  else response.write(part, () => response.destroy());
}

/** Closes the connection in the way of a server that has crashed. */
export function closeAbruptly(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}
