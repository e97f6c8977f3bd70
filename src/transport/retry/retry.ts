import type { Observer } from "../observer.ts";
import type { Layer, OutgoingRequest } from "../send.ts";
import { planAfterError, planAfterReply, type RetryPlan } from "./retry-plan.ts";
import type { TokenBucket } from "./token-bucket.ts";

export interface RetryOptions {
  readonly bucket: TokenBucket;
  readonly observer: Observer | undefined;
}

/** Retries failures that can be repeated, within the call's `maxRetries` and the client's retry budget. */
export function retry({ bucket, observer }: RetryOptions): Layer {
  return (next) => async (request) => {
    for (let retries = 0; ; retries += 1) {
      let plan: RetryPlan | undefined;
      request.scope.beginAttempt();
      try {
        const reply = await next(request);
        if (reply.response.ok) bucket.succeeded(retries > 0);
        else plan = affordable(planAfterReply(reply, request, retries), request, retries);
        if (plan === undefined) return reply;
      } catch (error) {
        plan = affordable(planAfterError(error, request, retries), request, retries);
        if (plan === undefined) throw error;
      }
      observer?.retry(request, plan.delayMs, plan.reason);
      await request.scope.sleep(plan.delayMs);
    }
  };

  function affordable(plan: RetryPlan | undefined, request: OutgoingRequest, retries: number): RetryPlan | undefined {
    if (plan === undefined || retries >= request.maxRetries || !request.repeatable) return undefined;
    // Report the failure itself, not a timeout spent sleeping.
    return plan.delayMs < request.scope.remainingMs && bucket.takeForRetry() ? plan : undefined;
  }
}
