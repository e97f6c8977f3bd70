import { TimeoutError } from "../errors/errors.ts";
import { replyOf } from "./reply.ts";
import type { Send } from "./send.ts";

/** Ends an attempt, headers and body, after `timeoutMs`, and closes its connection. */
export function attempt(next: Send): Send {
  return (request) => {
    const { scope } = request;
    const controller = new AbortController();
    scope.attemptSignal = controller.signal;
    scope.response = undefined;
    return scope.wait(
      () => next(request),
      scope.timeoutMs,
      (error) => {
        controller.abort();
        const { response } = scope;
        // The server has said what went wrong, which outweighs that it did not finish saying so.
        return error instanceof TimeoutError && response?.ok === false
          ? replyOf(response, request, "", error)
          : undefined;
      },
    );
  };
}
