export interface BackoffSettings {
  /** The longest wait before the first retry; it doubles with each further one. */
  readonly firstMs: number;
  readonly maxMs: number;
}

export const defaultBackoff: BackoffSettings = { firstMs: 500, maxMs: 8_000 };

/** Exponential with full jitter: clients that failed together do not come back together. */
export function backoffMs(retries: number, { firstMs, maxMs }: BackoffSettings): number {
  return Math.random() * Math.min(maxMs, firstMs * 2 ** retries);
}
