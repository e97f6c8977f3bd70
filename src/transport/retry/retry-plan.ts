import { ConnectionError } from "../../errors/errors.ts";
import type { OutgoingRequest, Reply } from "../send.ts";
import { retryAfterMs } from "./retry-after.ts";

/** The longest wait that a server can ask for and get: above it, the caller is told. */
export const maxRetryAfterMs = 60_000;

export interface RetryPlan {
  readonly reason: string;
  /** What the server asks for; without it, the backoff decides. */
  readonly waitMs: number | undefined;
}

const transientStatuses: readonly number[] = [408, 429, 500, 502, 503, 504];

/** Whether, and after what wait, a reply is worth another attempt. */
export function planAfterReply(reply: Reply, request: OutgoingRequest, retries: number): RetryPlan | undefined {
  const waitMs = retryAfterMs(reply.response.headers);
  // Sooner is against the server's word, and later is nothing that a caller waits for.
  if (waitMs !== undefined && waitMs > maxRetryAfterMs) return undefined;
  return isWorthRetrying(reply, request, retries, waitMs !== undefined)
    ? { reason: `status ${reply.status}`, waitMs }
    : undefined;
}

function isWorthRetrying(reply: Reply, request: OutgoingRequest, retries: number, hasWait: boolean): boolean {
  const { status, response } = reply;
  if (reply.ok) return false;
  const shouldRetry = response.headers.get("x-should-retry");
  if (shouldRetry === "true" || shouldRetry === "false") return shouldRetry === "true";
  if (status === 425) return retries === 0;
  // The server has not begun with it (408), or names the time at which to come back.
  if (status === 408 || (hasWait && (status === 429 || status === 503))) return true;
  return request.idempotent && transientStatuses.includes(status);
}

/** Whether a failure is worth another attempt. A timeout never is: the caller's time is up, and the server is busy. */
export function planAfterError(error: unknown, request: OutgoingRequest, retries: number): RetryPlan | undefined {
  if (!(error instanceof ConnectionError)) return undefined;
  const { code, neverSent, staleSocket } = error;
  const again = { reason: code, waitMs: staleSocket ? 0 : undefined };
  if (code === "TLS" || code === "PROTOCOL") return undefined;
  // A name that does not exist may be one that is just being made known.
  if (code === "ENOTFOUND") return retries === 0 ? again : undefined;
  return neverSent || request.idempotent || (staleSocket && retries === 0) ? again : undefined;
}
