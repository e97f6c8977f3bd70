import type { AbortError, TimeoutError } from "../errors/errors.ts";

type Stop = (error: AbortError | TimeoutError) => void;

/** Waits for one thing at a time, so that one timer and one hook are enough. */
export class Interruptible {
  #stop: Stop | undefined;
  #interruption: AbortError | undefined;

  /** Ends the wait of this moment, all waits around it, and those that come. */
  interrupt(error: AbortError): void {
    this.#interruption = error;
    this.#stop?.(error);
  }

  /**
   * Settles as `work` does, unless it is interrupted or the time is up first. It is a race because not every runtime ends a
   * read on abort. `onStop` may return a result to use instead of the error.
   */
  wait<T>(
    work: () => Promise<T>,
    limitMs: number,
    timeoutError: () => TimeoutError,
    onStop?: (error: AbortError | TimeoutError) => T | undefined,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop: Stop = (error) => {
        settle();
        const instead = onStop?.(error);
        if (instead === undefined) reject(error);
        else resolve(instead);
      };
      const outer = this.#stop;
      // An abort ends the wait around this one too. A timer ends its own alone.
      const hook: Stop = (error) => {
        stop(error);
        outer?.(error);
      };
      const settle = (): void => {
        clearTimeout(timer);
        // Abandoned work may settle after a newer wait has begun: leave that one's hook alone.
        if (this.#stop === hook) this.#stop = outer;
      };
      const timer = setTimeout(() => stop(timeoutError()), Math.max(0, limitMs));
      if (this.#interruption) return stop(this.#interruption);
      this.#stop = hook;
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
}
