import type { KeySource } from "../../options/api-key.ts";
import type { Layer, OutgoingRequest } from "../send.ts";

/** Signs each call. Where the key comes from a function, a 401 asks it for another one, and the call is sent once more. */
export function auth(keys: KeySource): Layer {
  if (typeof keys === "string") return (next) => (request) => next(signed(request, keys));
  return (next) => async (request) => {
    const { scope, repeatable } = request;
    const refreshesSeen = keys.refreshes;
    const key = await scope.wait(() => keys.current(), Number.POSITIVE_INFINITY);
    const reply = await next(signed(request, key));
    if (reply.status !== 401 || !repeatable) return reply;
    // Should the new key not come, that is what the error is about.
    scope.response = undefined;
    const fresh = await scope
      .wait(() => keys.refresh(key, refreshesSeen), Number.POSITIVE_INFINITY)
      .finally(() => keys.leave(key));
    return fresh === key ? reply : next(signed(request, fresh));
  };
}

function signed(request: OutgoingRequest, key: string): OutgoingRequest {
  request.headers["authorization"] = `Bearer ${key}`;
  request.scope.secret = key;
  return request;
}
