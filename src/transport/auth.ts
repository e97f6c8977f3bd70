import type { KeySource } from "../api-key.ts";
import type { Layer } from "./send.ts";

/** Signs each call. Where the key comes from a function, a 401 asks it for another one, and the call is sent once more. */
export function auth(keys: KeySource): Layer {
  return (next) => async (request) => {
    const { headers, scope } = request;
    const refreshesSeen = keys.refreshes;
    // A key that is known at once costs no wait.
    const first = keys.current();
    const key = typeof first === "string" ? first : await scope.wait(() => first, Number.POSITIVE_INFINITY);
    headers.set("authorization", `Bearer ${key}`);
    const reply = await next(request);
    if (reply.status !== 401 || !request.repeatable || !keys.canRefresh) return reply;
    const fresh = await scope.wait(() => keys.refresh(key, refreshesSeen), Number.POSITIVE_INFINITY);
    if (fresh === key) return reply;
    headers.set("authorization", `Bearer ${fresh}`);
    return next(request);
  };
}
