import type { AnyOrqError } from "../errors/any-orq-error.ts";
import type { EventOfCall, OrqEvent } from "../events/events.ts";
import { redactHeaders } from "../events/redact.ts";
import type { CallScope } from "./call-scope.ts";
import type { OpenReply } from "./open-reply.ts";
import type { Layer, OutgoingRequest, Reply } from "./send.ts";

/** Notifies the listeners. One that throws or rejects never affects the call. */
export class Observer {
  readonly #listeners: readonly ((event: OrqEvent) => unknown)[];

  constructor(listeners: readonly ((event: OrqEvent) => unknown)[]) {
    this.#listeners = listeners;
  }

  request(request: OutgoingRequest): void {
    const headers = shownHeaders(Object.entries(request.headers), request.scope);
    this.#notify({ type: "request", ...eventOf(request, request.scope), headers });
  }

  response(request: OutgoingRequest, { response }: Reply, durationMs: number): void {
    const { scope } = request;
    const { status } = response;
    const { requestId } = scope;
    const headers = shownHeaders(response.headers, scope);
    this.#notify({ type: "response", ...eventOf(request, scope), status, requestId, headers, durationMs });
  }

  retry(request: OutgoingRequest, delayMs: number, reason: string): void {
    this.#notify({ type: "retry", ...eventOf(request, request.scope), delayMs, reason });
  }

  error(request: Target, scope: CallScope, error: AnyOrqError): void {
    this.#notify({ type: "error", ...eventOf(request, scope), error, durationMs: scope.elapsedMs });
  }

  streamBegin(request: Target, scope: CallScope): void {
    this.#notify({ type: "stream-begin", ...eventOf(request, scope) });
  }

  streamEnd(request: Target, scope: CallScope, { eventsReceived, bytesReceived }: OpenReply): void {
    const { elapsedMs } = scope;
    this.#notify({
      type: "stream-end",
      ...eventOf(request, scope),
      eventsReceived,
      bytesReceived,
      durationMs: elapsedMs,
    });
  }

  #notify(event: OrqEvent): void {
    for (const listener of this.#listeners) {
      try {
        const result = listener(event);
        if (result instanceof Promise) result.catch(() => {});
      } catch {
        // A listener observes, and does nothing else.
      }
    }
  }
}

/** Notifies of each attempt. */
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

interface Target {
  readonly method: string;
  readonly url: string;
}

function eventOf({ method, url }: Target, scope: CallScope): EventOfCall {
  const [place = ""] = url.split(/[?#]/, 1);
  return { callId: scope.id, operation: scope.operation, method, url: scope.hide(place), attempt: scope.attempts };
}

function shownHeaders(headers: Iterable<readonly [string, string]>, scope: CallScope): Record<string, string> {
  return redactHeaders(headers, (value) => scope.hide(value));
}
