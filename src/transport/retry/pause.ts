import type { CallScope } from "../call-scope.ts";

/** A wait that several calls share: what the server asks of one of them holds for all. */
export class Pause {
  #until = 0;

  extend(delayMs: number): void {
    this.#until = Math.max(this.#until, performance.now() + delayMs);
  }

  /** Waits until it is over. It may grow meanwhile. */
  async over(scope: CallScope): Promise<void> {
    for (let leftMs = this.#left; leftMs > 0; leftMs = this.#left) await scope.sleep(leftMs);
  }

  get #left(): number {
    return this.#until - performance.now();
  }
}
