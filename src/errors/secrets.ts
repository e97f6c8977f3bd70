/** Returns a text without the secrets of a call. */
export type Hide = (text: string) => string;

const redacted = "[redacted]";
// Anything shorter is not a key, and may well be a part of a word.
const minSecretLength = 6;

/** The pattern that was built last: most clients have one key. */
let latest: { readonly secret: string; readonly pattern: RegExp } | undefined;

/** Cuts each secret out of a text, however its characters are written: plain, percent-encoded or escaped in JSON. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  let shown = text;
  for (const secret of secrets) {
    if (secret.length >= minSecretLength) shown = shown.replace(patternOf(secret), redacted);
  }
  return shown;
}

function patternOf(secret: string): RegExp {
  if (latest?.secret !== secret) latest = { secret, pattern: new RegExp(Array.from(secret, writings).join(""), "g") };
  return latest.pattern;
}

/** The writings of one character. No two of them begin alike, so that matching takes linear time. */
function writings(character: string): string {
  const hex = (character.codePointAt(0) ?? 0)
    .toString(16)
    .padStart(2, "0")
    .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  const escaped = `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}`;
  return `(?:${escaped}|%${hex}|\\\\(?:u00${hex}|${escaped}))`;
}

const maxDepth = 4;

/**
 * Copies an error down to name, message, stack, code and causes, without the secrets: errors of runtimes and of a custom
 * `fetch` may carry the request with its headers.
 */
export function safeCause(cause: unknown, hide: Hide, depth = 0): unknown {
  if (!(cause instanceof Error) || depth === maxDepth) return undefined;
  const deeper = safeCause(cause.cause, hide, depth + 1);
  const copy: Error & { code?: unknown } = new Error(
    hide(String(cause.message)),
    deeper === undefined ? undefined : { cause: deeper },
  );
  copy.name = hide(String(cause.name));
  copy.stack = hide(String(cause.stack));
  const { code } = cause as { code?: unknown };
  if (typeof code === "string" || typeof code === "number") copy.code = hide(String(code));
  return copy;
}
