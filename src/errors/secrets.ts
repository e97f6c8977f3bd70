const maxDepth = 4;

/**
 * What a thrown value says, without what it holds: an error of a runtime or of a caller's own `fetch` may carry the
 * request with its headers, or the raw reply. `secret` is cut out of its texts.
 */
export function safeCause(cause: unknown, secret: string, depth = 0): unknown {
  if (!(cause instanceof Error) || depth === maxDepth) return undefined;
  const deeper = safeCause(cause.cause, secret, depth + 1);
  const copy: Error & { code?: unknown } = new Error(
    hideSecret(cause.message, secret),
    deeper === undefined ? undefined : { cause: deeper },
  );
  copy.name = cause.name;
  copy.stack = hideSecret(cause.stack ?? "", secret);
  if ("code" in cause) copy.code = cause.code;
  return copy;
}

// Anything shorter is no key, and may well be a part of a word.
const minSecretLength = 6;

/** A parsed body with the secret cut out of all its texts: in JSON as it came, the key may be written with escapes. */
export function hideSecretIn(value: unknown, secret: string): unknown {
  if (typeof value === "string") return hideSecret(value, secret);
  if (Array.isArray(value)) return value.map((item) => hideSecretIn(item, secret));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, hideSecretIn(field, secret)]));
}

export function hideSecret(text: string, secret: string): string {
  return secret.length < minSecretLength ? text : text.replaceAll(secret, "[redacted]");
}
