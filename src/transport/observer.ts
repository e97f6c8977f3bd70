import type { OrqError } from "../errors/errors.ts";
import type { EventOfCall, OrqEvent } from "../events/events.ts";
import { redactHeaders } from "../events/redact.ts";
import type { Layer, OutgoingRequest, Reply } from "./send.ts";

/** What can be said of a call, as far as it has come. */
export type ObservedCall = Pick<OutgoingRequest, "method" | "url" | "operation" | "scope">;

/** Tells whoever listens what happens, and lets nothing of it come back: a listener that fails changes no call. */
export class Observer {
  readonly #listeners: readonly ((event: OrqEvent) => unknown)[];

  constructor(listeners: readonly ((event: OrqEvent) => unknown)[]) {
    this.#listeners = listeners;
  }

  request(request: OutgoingRequest): void {
    this.#tell({ type: "request", ...described(request), headers: redactHeaders(Object.entries(request.headers)) });
  }

  response(request: OutgoingRequest, { status, response }: Reply, durationMs: number): void {
    const { requestId } = request.scope.details;
    const shown = redactHeaders([...response.headers].map(([name, value]) => [name, request.scope.hide(value)]));
    this.#tell({ type: "response", ...described(request), status, requestId, headers: shown, durationMs });
  }

  retry(request: OutgoingRequest, delayMs: number, reason: string): void {
    this.#tell({ type: "retry", ...described(request), delayMs, reason });
  }

  error(call: ObservedCall, error: OrqError): void {
    this.#tell({ type: "error", ...described(call), error, durationMs: call.scope.elapsedMs });
  }

  #tell(event: OrqEvent): void {
    for (const listener of this.#listeners) {
      try {
        const result = listener(event);
        if (result instanceof Promise) result.catch(() => {});
      } catch {
        // Observing is all that a listener does.
      }
    }
  }
}

/** Tells of each attempt. */
export function observeAttempts(observer: Observer | undefined): Layer {
  if (observer === undefined) return (next) => next;
  return (next) => async (request) => {
    const startedAt = performance.now();
    observer.request(request);
    const reply = await next(request);
    observer.response(request, reply, performance.now() - startedAt);
    return reply;
  };
}

function described({ method, url, operation, scope }: ObservedCall): EventOfCall {
  return { callId: scope.id, operation, method, url: url.replace(/[?#].*$/s, ""), attempt: scope.attempts };
}
