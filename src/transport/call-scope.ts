import type { AnyOrqError } from "../errors/any-orq-error.ts";
import { captureStack } from "../errors/capture-stack.ts";
import { AbortError, TimeoutError } from "../errors/errors.ts";
import { type ErrorDetails, OrqError } from "../errors/orq-error.ts";
import { withOwnCause } from "../errors/own-cause.ts";
import { hideSecrets, safeCause } from "../errors/secrets.ts";
import type { CallScopeOptions } from "./call-scope-options.ts";
import { Interruptible } from "./interruptible.ts";
import { advice, isReading, leavesOpen } from "./may-have-acted.ts";
import { onAbort } from "./on-abort.ts";
import type { OpenReply } from "./open-reply.ts";

/** What the scope itself knows of every error. */
type KnownDetail =
  | "method"
  | "path"
  | "requestId"
  | "traceId"
  | "attempts"
  | "mayHaveActed"
  | "status"
  | "eventsReceived";

let latestId = 0;

/** One call, from before its first attempt to its end: its state, and what may end it early. */
export class CallScope {
  readonly id: number;
  readonly #options: CallScopeOptions;
  // Monotonic: setting the clock neither ends a call nor prolongs it.
  readonly #startedAt: number = performance.now();
  readonly #keys: string[] = [];
  #attempts = 0;
  #response: Response | undefined;
  /** A request has been sent, and no reply to it has arrived. */
  #unanswered = false;
  /** An earlier request of this call got no reply, or a success that broke off. */
  #lost = false;
  /** An earlier reply of this call left open whether the server had acted. */
  #uncertain = false;
  readonly #waiting = new Interruptible();
  #forgetSignal: (() => void) | undefined;
  #open: OpenReply | undefined;

  constructor(options: CallScopeOptions) {
    this.#options = options;
    latestId += 1;
    this.id = latestId;
  }

  get operation(): string {
    return this.#options.operation;
  }

  get method(): string {
    return this.#options.method;
  }

  get attempts(): number {
    return this.#attempts;
  }

  get timeoutMs(): number {
    return this.#options.timeoutMs;
  }

  get eventTimeoutMs(): number {
    return this.#options.eventTimeoutMs;
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Once a reply is open, the time for the whole call has done its part. */
  get remainingMs(): number {
    return this.#open ? Number.POSITIVE_INFINITY : this.#options.totalTimeoutMs - this.elapsedMs;
  }

  /** The reply of the current attempt, once its headers have arrived. */
  get response(): Response | undefined {
    return this.#response;
  }

  get requestId(): string | undefined {
    return this.#header("x-request-id") ?? this.#header("x-orq-trace-id");
  }

  /** The key that the call was signed with last. */
  get key(): string | undefined {
    return this.#keys.at(-1);
  }

  /** An earlier request of this call got no whole reply, so that the server may have acted on it. */
  get hasLostRequest(): boolean {
    return this.#lost;
  }

  beginAttempt(): void {
    this.#attempts += 1;
    this.startOver();
    this.#unanswered = true;
  }

  /** The headers of a reply have arrived. */
  replied(response: Response): void {
    this.#response = response;
    this.#unanswered = false;
  }

  /** The request of this attempt never left. */
  neverSent(): void {
    this.#unanswered = false;
  }

  /** Forgets the latest reply: what follows is about something else. */
  startOver(): void {
    const response = this.#response;
    if (this.#unanswered || response?.ok) this.#lost = true;
    if (response !== undefined && leavesOpen(response.status)) this.#uncertain = true;
    this.#response = undefined;
  }

  signedWith(key: string): void {
    if (this.key !== key) this.#keys.push(key);
  }

  /** Cuts every key of this call out of a text. */
  hide(text: string): string {
    return hideSecrets(text, this.#keys);
  }

  /**
   * Makes an error of this call. It says how far the call has come, and no key of the call stands in its message, body
   * or cause.
   */
  error<E extends OrqError, D extends ErrorDetails & { readonly body?: unknown }>(
    type: new (message: string, details: D) => E,
    problem: string,
    details: Omit<D, KnownDetail> & { readonly status?: number },
  ): E {
    const { method, path } = this.#options;
    const { cause, body, status = this.#response?.status }: ErrorDetails & { readonly body?: unknown } = details;
    const mayHaveActed = this.#mayHaveActed;
    const isUnknown = mayHaveActed && this.#response === undefined && !this.#options.idempotent;
    const said = {
      ...details,
      method,
      path: this.hide(path),
      status,
      requestId: this.requestId,
      traceId: this.#header("x-orq-trace-id"),
      attempts: this.#attempts,
      eventsReceived: this.#open?.eventsReceived,
      mayHaveActed,
      body: typeof body === "string" ? this.hide(body) : body,
      cause: cause instanceof OrqError ? cause : safeCause(cause, (text) => this.hide(text)),
    };
    return new type(this.hide(`${method} ${path}: ${problem}${isUnknown ? advice : ""}`), said as unknown as D);
  }

  /** Runs the call. The caller's abort ends it at once, and the observer hears of a failure. */
  run<T>(call: () => Promise<T>): Promise<T> {
    const { signal } = this.#options;
    if (signal?.aborted) {
      const error = this.#abortError(signal);
      captureStack(error, this.run);
      this.end(error);
      throw error;
    }
    return this.#run(call);
  }

  async #run<T>(call: () => Promise<T>): Promise<T> {
    const { signal } = this.#options;
    this.#forgetSignal = signal && onAbort(signal, () => this.#abort(signal));
    try {
      const result = await call();
      if (this.#open === undefined) this.end();
      return result;
    } catch (error) {
      if (error instanceof OrqError) captureStack(error);
      this.end(error);
      throw error;
    }
  }

  /** @throws {AbortError} where the caller's signal has been aborted since the last wait. */
  throwIfAborted(): void {
    const { signal } = this.#options;
    if (signal?.aborted) throw this.#abortError(signal);
  }

  /** Keeps the call open beyond its result, until `end`: the reply is read as it comes. */
  keepOpen(reply: OpenReply): OpenReply {
    this.#open = reply;
    reply.closeUnread();
    this.#options.observer?.streamBegin(this.#options, this);
    return reply;
  }

  /** Ends the call, and closes the connection of a reply that is still open. */
  end(error?: unknown): void {
    const { observer, release } = this.#options;
    const open = this.#open;
    this.#forgetSignal?.();
    release?.();
    open?.cancel();
    if (error instanceof OrqError) observer?.error(this.#options, this, error as AnyOrqError);
    if (open !== undefined) observer?.streamEnd(this.#options, this, open);
  }

  #abort(signal: AbortSignal): void {
    this.#waiting.interrupt(this.#abortError(signal));
    // At once: whoever reads it may be busy with what came before.
    this.#open?.cancel();
  }

  /**
   * Settles as `work` does, unless the caller aborts or the time is up first. `onStop` may return a result to use instead
   * of the error.
   */
  wait<T>(
    work: () => Promise<T>,
    limitMs: number,
    onStop?: (error: AbortError | TimeoutError) => T | undefined,
  ): Promise<T> {
    const { remainingMs } = this;
    const timeoutError = (): TimeoutError => this.#timeoutError(limitMs < remainingMs);
    return this.#waiting.wait(work, Math.min(limitMs, remainingMs), timeoutError, onStop);
  }

  /** Waits between two attempts, for less time than the call has left. */
  async sleep(delayMs: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const sleeping = async (): Promise<void> =>
      new Promise((resolve) => {
        timer = setTimeout(resolve, delayMs);
      });
    await this.wait(sleeping, Number.POSITIVE_INFINITY, () => clearTimeout(timer));
  }

  get #mayHaveActed(): boolean {
    if (isReading(this.#options.method)) return false;
    const response = this.#response;
    const isOpen = response !== undefined && (response.ok || leavesOpen(response.status));
    return this.#unanswered || this.#lost || this.#uncertain || isOpen;
  }

  #header(name: string): string | undefined {
    const value = this.#response?.headers.get(name);
    return value == null ? undefined : this.hide(value);
  }

  #abortError(signal: AbortSignal): AbortError {
    return withOwnCause(this.error(AbortError, "aborted by the caller", {}), signal.reason);
  }

  #timeoutError(ofAttempt: boolean): TimeoutError {
    if (this.#open) return this.error(TimeoutError, this.#open.stalled, {});
    const { timeoutMs, totalTimeoutMs } = this.#options;
    const limit = ofAttempt ? `${timeoutMs} ms (timeoutMs)` : `${totalTimeoutMs} ms (totalTimeoutMs)`;
    const status = this.#response?.status;
    const what = status === undefined ? "no reply" : `the server answered ${status}, but not whole,`;
    return this.error(TimeoutError, `${what} within ${limit}`, {});
  }
}
