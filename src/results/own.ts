/** Returns what a value itself holds under a key: what somebody put on `Object.prototype` is not the server's. */
export function own(holder: unknown, key: string): unknown {
  return Object.hasOwn(Object(holder), key) ? (holder as Record<string, unknown>)[key] : undefined;
}
