const readingMethods: readonly string[] = ["GET", "HEAD", "OPTIONS", "TRACE"];

/** Tells whether a method only reads (RFC 9110, section 9.2.1): the server has nothing to act on. */
export function isReading(method: string): boolean {
  return readingMethods.includes(method);
}

/**
 * Tells whether a status leaves open that the server has acted. 303 says so (RFC 9110, section 15.4.4). After 301 and 302
 * nobody knows. A server or gateway that failed may have acted before.
 */
export function leavesOpen(status: number): boolean {
  return (status >= 301 && status <= 303) || (status >= 500 && status !== 501 && status !== 505);
}

/** What to do when nothing tells whether the server has acted. */
export const advice: string =
  "; the server may have acted on it: look before you repeat it, or pass idempotent: true where repeating is harmless";
