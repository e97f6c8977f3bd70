import type { Observer } from "../observer.ts";
import type { Layer, OutgoingRequest } from "../send.ts";
import { planAfterError, planAfterReply, type RetryPlan } from "./retry-plan.ts";
import type { TokenBucket } from "./token-bucket.ts";

export interface RetryOptions {
  readonly bucket: TokenBucket;
  readonly observer: Observer | undefined;
}

/**
 * Retries failures that can be repeated, within the call's `maxRetries` and the client's retry budget. Calls that share a
 * pause wait for the server as often as it asks, which counts for neither.
 */
export function retry({ bucket, observer }: RetryOptions): Layer {
  return (next) => async (request) => {
    for (let retries = 0; ; ) {
      let plan: RetryPlan | undefined;
      if (request.pause !== undefined) await request.pause.over(request.scope);
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
      if (!isPaced(plan, request)) retries += 1;
    }
  };

  function affordable(plan: RetryPlan | undefined, request: OutgoingRequest, retries: number): RetryPlan | undefined {
    if (plan === undefined) return undefined;
    if (isPaced(plan, request)) request.pause?.extend(plan.delayMs);
    else if (retries >= request.maxRetries) return undefined;
    // Report the failure itself, not a timeout spent sleeping.
    if (!request.repeatable || plan.delayMs >= request.scope.remainingMs) return undefined;
    return isPaced(plan, request) || bucket.takeForRetry() ? plan : undefined;
  }
}

function isPaced({ isAsked }: RetryPlan, { pause }: OutgoingRequest): boolean {
  return pause !== undefined && isAsked === true;
}
