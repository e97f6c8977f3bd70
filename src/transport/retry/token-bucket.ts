// In tenths of a token: ten times 0.1 is a little less than 1.
const capacity = 500;
const costOfRetry = 10;
const gainOfSuccess = 1;

/**
 * The retry budget that all calls of a client share, so that an outage is not multiplied. A retry takes a token. A success
 * brings back a tenth of one, or a whole one where a retry succeeded.
 */
export class TokenBucket {
  #tenths: number = capacity;

  takeForRetry(): boolean {
    if (this.#tenths < costOfRetry) return false;
    this.#tenths -= costOfRetry;
    return true;
  }

  succeeded(afterRetry: boolean): void {
    this.#tenths = Math.min(capacity, this.#tenths + (afterRetry ? costOfRetry : gainOfSuccess));
  }
}
