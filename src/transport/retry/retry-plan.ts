import { ConnectionError } from "../../errors/errors.ts";
import { isNetworkFailure } from "../connection-failure.ts";
import type { OutgoingRequest, Reply } from "../send.ts";
import { retryAfterMs } from "./retry-after.ts";

/** The longest wait that a server can ask for and get. */
export const maxRetryAfterMs = 60_000;

const firstBackoffMs = 500;
const maxBackoffMs = 8_000;

/** A decision to send a request again. */
export interface RetryPlan {
  readonly reason: string;
  readonly delayMs: number;
  /** The delay is what the server asks for. */
  readonly isAsked?: boolean;
}

const transientStatuses: readonly number[] = [408, 429, 500, 502, 503, 504];

/** Decides whether, and after what delay, a request is sent again after this reply. */
export function planAfterReply({ response }: Reply, request: OutgoingRequest, retries: number): RetryPlan | undefined {
  const waitMs = retryAfterMs(response.headers);
  // Sooner would disobey the server, later would outlast the caller's patience.
  if (waitMs !== undefined && waitMs > maxRetryAfterMs) return undefined;
  if (!isWorthRetrying(response, request, retries, waitMs !== undefined)) return undefined;
  return { reason: `status ${response.status}`, delayMs: waitMs ?? backoffMs(retries), isAsked: waitMs !== undefined };
}

function isWorthRetrying(response: Response, request: OutgoingRequest, retries: number, hasWait: boolean): boolean {
  const { status, ok, headers } = response;
  if (ok) return false;
  const shouldRetry = headers.get("x-should-retry");
  if (shouldRetry === "true" || shouldRetry === "false") return shouldRetry === "true";
  if (status === 425) return retries === 0;
  // 408: the server did not process it. Retry-After: the server invites another attempt.
  if (status === 408 || (hasWait && (status === 429 || status === 503))) return true;
  return request.idempotent && transientStatuses.includes(status);
}

/**
 * Decides whether a request is sent again after this failure. A write that may have reached the server is not. A timeout
 * never is: the caller's time is up, and the server is busy.
 */
export function planAfterError(error: unknown, request: OutgoingRequest, retries: number): RetryPlan | undefined {
  if (!(error instanceof ConnectionError)) return undefined;
  const { code, neverSent, cause } = error;
  if (code === "TLS" || code === "PROTOCOL") return undefined;
  // A new DNS name may still be propagating.
  if (code === "ENOTFOUND" && retries > 0) return undefined;
  if (code === "CONNECTION" && !isNetworkFailure(cause)) return undefined;
  return neverSent || request.idempotent ? { reason: code, delayMs: backoffMs(retries) } : undefined;
}

/** Returns an exponential delay with full jitter, so that calls that failed together do not come back together. */
function backoffMs(retries: number): number {
  return Math.random() * Math.min(maxBackoffMs, firstBackoffMs * 2 ** retries);
}
