const capacity = 50;
const costOfRetry = 1;
const gainOfSuccess = 0.1;

/**
 * What all calls of a client may spend on retries together, so that an outage is not multiplied: a retry takes a token,
 * a success brings back a tenth of one, and the whole of it where it was a retry that succeeded.
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
