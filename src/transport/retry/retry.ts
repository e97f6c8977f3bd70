import type { Observer } from "../observer.ts";
import type { Layer, OutgoingRequest } from "../send.ts";
import { backoffMs } from "./backoff.ts";
import { planAfterError, planAfterReply, type RetryPlan } from "./retry-plan.ts";
import type { TokenBucket } from "./token-bucket.ts";

export interface RetryOptions {
  readonly bucket: TokenBucket;
  readonly observer: Observer | undefined;
}

/** Sends again what failed and can be repeated, as often as the call allows and the client can afford. */
export function retry({ bucket, observer }: RetryOptions): Layer {
  return (next) => async (request) => {
    const { scope } = request;
    for (let retries = 0; ; retries += 1) {
      scope.attempts += 1;
      let delayMs: number | undefined;
      try {
        const reply = await next(request);
        if (reply.ok) bucket.succeeded(retries > 0);
        else delayMs = delayBefore(planAfterReply(reply, request, retries), request, retries);
        if (delayMs === undefined) return reply;
      } catch (error) {
        delayMs = delayBefore(planAfterError(error, request, retries), request, retries);
        if (delayMs === undefined) throw error;
      }
      await scope.sleep(delayMs);
    }
  };

  function delayBefore(plan: RetryPlan | undefined, request: OutgoingRequest, retries: number): number | undefined {
    if (plan === undefined || retries >= request.maxRetries || !request.repeatable) return undefined;
    const delayMs = plan.waitMs ?? backoffMs(retries);
    // What failed says more than that time ran out while nothing was done.
    if (delayMs >= request.scope.remainingMs || !bucket.takeForRetry()) return undefined;
    observer?.retry(request, delayMs, plan.reason);
    return delayMs;
  }
}
