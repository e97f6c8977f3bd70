import { type BackoffSettings, backoffMs } from "./backoff.ts";
import type { Observer } from "./observer.ts";
import { planAfterError, planAfterReply, type RetryPlan } from "./retry-plan.ts";
import type { Layer, OutgoingRequest, Reply } from "./send.ts";
import type { TokenBucket } from "./token-bucket.ts";

export interface RetryOptions {
  readonly backoff: BackoffSettings;
  readonly bucket: TokenBucket;
  readonly observer: Observer | undefined;
}

/** Sends again what failed and can be repeated, as often as the call allows and the client can afford. */
export function retry({ backoff, bucket, observer }: RetryOptions): Layer {
  return (next) => async (request) => {
    for (let retries = 0; ; retries += 1) {
      request.scope.attempts += 1;
      const outcome = await settled(next(request));
      if (outcome.reply?.ok) bucket.succeeded(retries > 0);
      const plan = outcome.reply
        ? planAfterReply(outcome.reply, request, retries)
        : planAfterError(outcome.error, request, retries);
      const delayMs = plan && delayOf(plan, request, retries);
      if (!plan || delayMs === undefined) {
        if (outcome.reply) return outcome.reply;
        throw outcome.error;
      }
      observer?.retry(request, delayMs, plan.reason);
      await request.scope.sleep(delayMs);
    }
  };

  function delayOf(plan: RetryPlan, request: OutgoingRequest, retries: number): number | undefined {
    if (retries >= request.maxRetries || !request.repeatable) return undefined;
    const delayMs = plan.waitMs ?? backoffMs(retries, backoff);
    // What failed says more than that time ran out while nothing was done.
    if (delayMs >= request.scope.remainingMs) return undefined;
    return bucket.takeForRetry() ? delayMs : undefined;
  }
}

type Outcome = { readonly reply: Reply } | { readonly reply?: undefined; readonly error: unknown };

function settled(sending: Promise<Reply>): Promise<Outcome> {
  return sending.then(
    (reply) => ({ reply }),
    (error: unknown) => ({ error }),
  );
}
