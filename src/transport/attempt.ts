import { TimeoutError } from "../errors/errors.ts";
import type { OutgoingRequest, Reply } from "./send.ts";

/** Sends one request, and may be told to stop. */
export type Exchange = (request: OutgoingRequest, signal: AbortSignal) => Promise<Reply>;

/** Ends an attempt, headers and body, after `timeoutMs`, and closes its connection. */
export function attempt(exchange: Exchange): (request: OutgoingRequest) => Promise<Reply> {
  return (request) => {
    const { scope } = request;
    const controller = new AbortController();
    return scope.wait(
      () => exchange(request, controller.signal),
      scope.timeoutMs,
      (error) => {
        controller.abort();
        const { response } = scope;
        // The status of an error outranks the timeout of its body.
        return error instanceof TimeoutError && response?.ok === false
          ? { response, body: "", failure: error }
          : undefined;
      },
    );
  };
}
