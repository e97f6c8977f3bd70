import type { KeySource } from "../options/api-key.ts";
import { attempt } from "./attempt.ts";
import { auth } from "./auth/auth.ts";
import { type Fetch, fetchReply } from "./exchange.ts";
import { type Observer, observeAttempts } from "./observer.ts";
import { redirect } from "./redirect.ts";
import { retry } from "./retry/retry.ts";
import { TokenBucket } from "./retry/token-bucket.ts";
import type { Layer, Send } from "./send.ts";

export interface TransportOptions {
  readonly fetch: Fetch;
  readonly keys: KeySource;
  readonly maxResponseBytes: number;
  readonly observer: Observer | undefined;
}

/**
 * Every request passes these layers, the first one outermost. A redirect is outside of the retry: what a write was
 * answered with is followed, and never the write itself repeated for it.
 */
export function createTransport(options: TransportOptions): Send {
  const { fetch, keys, maxResponseBytes, observer } = options;
  const layers: Layer[] = [
    callerAndTotalTime,
    redirect,
    auth(keys),
    retry({ bucket: new TokenBucket(), observer }),
    observeAttempts(observer),
    attempt,
  ];
  return layers.reduceRight((next, layer) => layer(next), fetchReply(fetch, maxResponseBytes));
}

/** What each wait further in is held against: the caller's signal, and the time of the whole call. */
function callerAndTotalTime(next: Send): Send {
  return (request) => request.scope.run(() => next(request));
}
