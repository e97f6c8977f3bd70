const harmless: ReadonlySet<string> = new Set([
  "accept",
  "content-length",
  "content-type",
  "date",
  "retry-after",
  "retry-after-ms",
  "x-orq-trace-id",
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
  "x-request-id",
  "x-should-retry",
]);

/**
 * Shows headers for an event. Only those on a list of harmless ones keep their value, since a list of what must not be
 * shown has no end. `hide` cuts out the key, which a server may repeat anywhere.
 */
export function redactHeaders(
  headers: Iterable<readonly [string, string]>,
  hide: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Array.from(headers, ([name, value]) => [hide(name), harmless.has(name) ? hide(value) : "[redacted]"]),
  );
}
