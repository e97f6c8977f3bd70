const capacity = 50;
const costOfRetry = 1;
const gainOfSuccess = 0.1;

/**
 * The retry budget that all calls of a client share, so that an outage is not multiplied. A retry takes a token. A success
 * brings back a tenth of one, or a whole one where a retry succeeded.
 */
export class TokenBucket {
  #tokens: number = capacity;

  takeForRetry(): boolean {
    if (this.#tokens < costOfRetry) return false;
    this.#tokens -= costOfRetry;
    return true;
  }

  succeeded(afterRetry: boolean): void {
    this.#tokens = Math.min(capacity, this.#tokens + (afterRetry ? costOfRetry : gainOfSuccess));
  }
}
