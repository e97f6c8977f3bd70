import { AbortError, ConfigError, TimeoutError } from "../../errors/errors.ts";
import type { CallScope } from "../call-scope.ts";
import type { Layer, OutgoingRequest } from "../send.ts";

/**
 * Signs each call. A provider is asked once for a call, however often that is redirected, and a 401 asks it for another
 * key: the call is then sent once more.
 */
export const auth: Layer = (next) => {
  return async (request) => {
    const { scope, repeatable, keys } = request;
    if (typeof keys === "string") return next(signed(request, keys));
    const refreshesSeen = keys.refreshes;
    const key = scope.key ?? (await waitForKey(scope, () => keys.current()));
    const reply = await next(signed(request, key));
    if (reply.response.status !== 401 || !repeatable) return reply;
    // If the refresh fails, the error is about that and not about the 401.
    scope.startOver();
    const fresh = await waitForKey(scope, () => keys.refresh(key, refreshesSeen)).finally(() => keys.abandon(key));
    if (fresh !== key) return next(signed(request, fresh));
    scope.replied(reply.response);
    return reply;
  };
};

async function waitForKey(scope: CallScope, ask: () => Promise<string>): Promise<string> {
  try {
    return await scope.wait(ask, Number.POSITIVE_INFINITY);
  } catch (error) {
    if (error instanceof AbortError || error instanceof TimeoutError) throw error;
    if (error instanceof ConfigError) throw scope.error(ConfigError, error.message, {});
    throw scope.error(ConfigError, "apiKey() failed to return a key", { cause: error });
  }
}

function signed(request: OutgoingRequest, key: string): OutgoingRequest {
  request.headers["authorization"] = `Bearer ${key}`;
  request.scope.signedWith(key);
  return request;
}
