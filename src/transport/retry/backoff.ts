const firstMs = 500;
const maxMs = 8_000;

/** How long to wait before a retry: exponential, with full jitter, so that what failed together does not come back so. */
export function backoffMs(retries: number): number {
  return Math.random() * Math.min(maxMs, firstMs * 2 ** retries);
}
