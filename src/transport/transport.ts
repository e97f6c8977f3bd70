import { attempt } from "./attempt.ts";
import { auth } from "./auth/auth.ts";
import { createExchange } from "./exchange.ts";
import type { Fetch } from "./fetch.ts";
import { type Observer, observeAttempts } from "./observer.ts";
import { redirect } from "./redirect.ts";
import { retry } from "./retry/retry.ts";
import { TokenBucket } from "./retry/token-bucket.ts";
import type { Layer, Send } from "./send.ts";

export interface TransportOptions {
  readonly fetch: Fetch;
  readonly maxResponseBytes: number;
  readonly observer: Observer | undefined;
}

/**
 * Builds the layers that every request passes, the first one outermost. Redirects are followed outside the retry: after a
 * 303 only the follow-up GET can be retried, never the write.
 */
export function createTransport({ fetch, maxResponseBytes, observer }: TransportOptions): Send {
  const layers: readonly Layer[] = [
    redirect,
    auth,
    retry({ bucket: new TokenBucket(), observer }),
    observeAttempts(observer),
  ];
  return layers.reduceRight((next, layer) => layer(next), attempt(createExchange(fetch, maxResponseBytes)));
}
