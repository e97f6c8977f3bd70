import { AbortError, type ErrorDetails, TimeoutError } from "../errors/errors.ts";
import { hideSecret } from "../errors/secrets.ts";
import { onAbort } from "./on-abort.ts";

export interface CallScopeOptions {
  readonly method: string;
  readonly path: string;
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
}

type Stop = (error: AbortError | TimeoutError) => void;

let latestId = 0;

/**
 * One call, from before its first attempt to its end: how far it has come, and what may end it early. A call waits for
 * one thing at a time, so one timer is enough, and one place to tell of an abort.
 */
export class CallScope {
  readonly id: number;
  attempts = 0;
  /** Ends this attempt: what is not yet there of its reply is given up. */
  attemptSignal: AbortSignal | undefined;
  /** The reply of this attempt, once its headers are there. */
  response: Response | undefined;
  /** The key that was sent: nothing that is said of the call shows it, even where a server repeats it. */
  secret = "";
  readonly #options: CallScopeOptions;
  // Monotonic: a clock that is set meanwhile neither ends a call nor prolongs it.
  readonly #startedAt: number = performance.now();
  #stopWaiting: Stop | undefined;

  constructor(options: CallScopeOptions) {
    this.#options = options;
    latestId += 1;
    this.id = latestId;
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  get remainingMs(): number {
    return this.#options.totalTimeoutMs - this.elapsedMs;
  }

  get timeoutMs(): number {
    return this.#options.timeoutMs;
  }

  /** What an error says about the call at this moment. */
  get details(): ErrorDetails {
    const { method, path } = this.#options;
    const { response, attempts } = this;
    const requestId = response?.headers.get("x-request-id");
    return {
      method,
      path,
      attempts,
      status: response?.status,
      requestId: requestId == null ? undefined : this.hide(requestId),
    };
  }

  hide(text: string): string {
    return hideSecret(text, this.secret);
  }

  /** Runs the call, and ends it at once when the caller's signal is aborted. No listener stays on the signal. */
  run<T>(call: () => Promise<T>): Promise<T> {
    const { signal } = this.#options;
    return signal === undefined ? call() : this.#runUnder(signal, call);
  }

  async #runUnder<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    if (signal.aborted) throw this.#abortError(signal);
    const forget = onAbort(signal, () => this.#stopWaiting?.(this.#abortError(signal)));
    try {
      return await call();
    } finally {
      forget();
    }
  }

  /**
   * Settles as the work does, unless the caller aborts or time is up before: a race, since not every runtime ends a
   * read when it is told to. What `onStop` gives becomes the result; where that is nothing, the error is thrown.
   */
  wait<T>(
    work: () => Promise<T>,
    limitMs: number,
    onStop?: (error: AbortError | TimeoutError) => T | undefined,
  ): Promise<T> {
    const { signal } = this.#options;
    const { remainingMs } = this;
    return new Promise((resolve, reject) => {
      const stop: Stop = (error) => {
        settle();
        const instead = onStop?.(error);
        if (instead === undefined) reject(error);
        else resolve(instead);
      };
      const settle = (): void => {
        clearTimeout(timer);
        // What was given up may settle late, when the call already waits for something else.
        if (this.#stopWaiting === stop) this.#stopWaiting = undefined;
      };
      const onTime = (): void => stop(this.#timeoutError(limitMs < remainingMs));
      const timer = setTimeout(onTime, Math.max(0, Math.min(limitMs, remainingMs)));
      // An abort between two waits was told to nobody.
      if (signal?.aborted) return stop(this.#abortError(signal));
      this.#stopWaiting = stop;
      work().then(
        (result) => {
          settle();
          resolve(result);
        },
        (error: unknown) => {
          settle();
          reject(error);
        },
      );
    });
  }

  /** Waits between two attempts, for less time than the call has left. */
  async sleep(delayMs: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const sleeping = (): Promise<void> =>
      new Promise((resolve) => {
        timer = setTimeout(resolve, delayMs);
      });
    await this.wait(sleeping, Number.POSITIVE_INFINITY, () => clearTimeout(timer));
  }

  #abortError(signal: AbortSignal): AbortError {
    const { method, path } = this.#options;
    return new AbortError(`${method} ${path}: aborted by the caller`, { ...this.details, cause: signal.reason });
  }

  #timeoutError(ofAttempt: boolean): TimeoutError {
    const { method, path, timeoutMs, totalTimeoutMs } = this.#options;
    const limit = ofAttempt ? `${timeoutMs} ms (timeoutMs)` : `${totalTimeoutMs} ms (totalTimeoutMs)`;
    const what =
      this.response === undefined ? "no reply" : `the server answered ${this.response.status}, but not whole,`;
    return new TimeoutError(`${method} ${path}: ${what} within ${limit}`, this.details);
  }
}
