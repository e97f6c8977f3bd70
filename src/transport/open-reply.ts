import { TimeoutError } from "../errors/errors.ts";
import { OrqError } from "../errors/orq-error.ts";
import type { CallScope } from "./call-scope.ts";
import { BodyTooLarge } from "./read-body.ts";
import { readFailure } from "./read-failure.ts";

/** How a reply is handed on: as server-sent events, or as the bytes that they are. */
export type Unread = "events" | "bytes";

/** The body of a success that is read as it comes, after its call has settled. */
export class OpenReply {
  eventsReceived = 0;
  bytesReceived = 0;
  /** What a wait for more that took too long is called. */
  readonly stalled: string;
  /** The longest wait for more. */
  readonly #idleTimeoutMs: number;
  readonly #scope: CallScope;
  readonly #maxBytes: number;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  readonly #response: Response;
  #unreadTimer: ReturnType<typeof setTimeout> | undefined;
  #isEnded = false;
  #failure: unknown;

  constructor(response: Response, scope: CallScope, unread: Unread, maxBytes: number) {
    const isEvents = unread === "events";
    const { timeoutMs, eventTimeoutMs } = scope;
    this.#response = response;
    this.#scope = scope;
    this.#maxBytes = isEvents ? Number.POSITIVE_INFINITY : maxBytes;
    this.#reader = response.body?.getReader();
    this.#idleTimeoutMs = isEvents ? eventTimeoutMs : timeoutMs;
    this.stalled = isEvents
      ? `no event for ${eventTimeoutMs} ms (eventTimeoutMs)`
      : `no more of the body for ${timeoutMs} ms (timeoutMs)`;
  }

  /** Closes the connection if nobody begins to read. */
  closeUnread(): void {
    const timer: unknown = setTimeout(
      () => this.end(this.#scope.error(TimeoutError, `not read: ${this.stalled}`, {})),
      this.#idleTimeoutMs,
    );
    this.#unreadTimer = timer as ReturnType<typeof setTimeout>;
    // It keeps no process alive.
    (timer as { unref?: () => void }).unref?.();
  }

  /** Returns what comes next, and nothing at the end. Some of the time for it may have passed. */
  async read(waitedMs = 0): Promise<Uint8Array<ArrayBuffer> | undefined> {
    clearTimeout(this.#unreadTimer);
    const reader = this.#reader;
    if (this.#failure !== undefined) throw this.#failure;
    if (reader === undefined) return undefined;
    // Where more of what does not count is always there, no timer gets its turn.
    if (waitedMs >= this.#idleTimeoutMs) throw this.#scope.error(TimeoutError, this.stalled, {});
    try {
      const { value } = await this.#scope.wait(() => reader.read(), this.#idleTimeoutMs - waitedMs);
      this.bytesReceived += value?.byteLength ?? 0;
      if (this.bytesReceived > this.#maxBytes) throw new BodyTooLarge();
      return value;
    } catch (error) {
      throw error instanceof OrqError ? error : readFailure(error, this.#response, this.#scope, this.#maxBytes);
    }
  }

  /** Ends the call. Whoever ends it first says how: an iterator that is left, its generator, or the timer. */
  end(error?: unknown): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#failure = error;
    this.#scope.end(error);
  }

  cancel(): void {
    clearTimeout(this.#unreadTimer);
    // It may have broken off already.
    this.#reader?.cancel().catch(() => {});
  }
}
