const harmless: ReadonlySet<string> = new Set([
  "accept",
  "content-length",
  "content-type",
  "date",
  "retry-after",
  "retry-after-ms",
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
  "x-request-id",
  "x-should-retry",
]);

/** Headers that can be shown: by a list of what may be, since nobody can list all that must not. */
export function redactHeaders(headers: Iterable<readonly [string, string]>): Record<string, string> {
  return Object.fromEntries([...headers].map(([name, value]) => [name, harmless.has(name) ? value : "[redacted]"]));
}
