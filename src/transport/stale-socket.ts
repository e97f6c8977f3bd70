import type { OutgoingRequest } from "./send.ts";

/** More than the runtime adds to a request of its own accord, and less than that with a whole request before it. */
const maxAddedBytes = 320;

/**
 * Whether the server had closed a socket that it kept open after an earlier exchange, so that it cannot have acted on
 * this request. Only Node tells: its error counts the bytes of the socket. A socket that has read something is not
 * enough, since that may be the beginning of this very reply: it must also have written more than this request.
 */
export function isStaleSocket(cause: unknown, request: OutgoingRequest): boolean {
  const { socket } = (Object(Object(cause).cause) ?? {}) as {
    socket?: { bytesRead?: unknown; bytesWritten?: unknown };
  };
  if (typeof socket?.bytesRead !== "number" || typeof socket.bytesWritten !== "number") return false;
  return socket.bytesRead > 0 && socket.bytesWritten > sizeOf(request) + maxAddedBytes;
}

function sizeOf({ method, url, headers, body }: OutgoingRequest): number {
  let size = method.length + url.length;
  for (const [name, value] of Object.entries(headers)) size += name.length + value.length + 4;
  return size + (typeof body === "string" ? new TextEncoder().encode(body).byteLength : 0);
}
