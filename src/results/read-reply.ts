import { type ErrorDetails, ResponseParseError } from "../errors/errors.ts";
import { hideSecretIn } from "../errors/secrets.ts";
import { statusError } from "../errors/status-error.ts";
import type { CallScope } from "../transport/call-scope.ts";
import { retryAfterMs } from "../transport/retry/retry-after.ts";
import type { Reply } from "../transport/send.ts";

const excerptLength = 200;

/**
 * The data of a successful reply: `undefined` without content, a `Blob` for media, text for server-sent events, else
 * JSON whatever its content type says.
 *
 * @throws {StatusError} for every other status, judged by that alone: an error may well come without a body.
 * @throws {ResponseParseError} when there is a body and it is none of these.
 */
export function readReply(reply: Reply, error: unknown, scope: CallScope, bodyExpected: boolean): unknown {
  const { status, content, failure } = reply;
  const { headers } = reply.response;
  if (!reply.ok) {
    // Some servers repeat the key that they refuse.
    const body = error === "" ? undefined : hideSecretIn(error, scope.secret);
    throw statusError({ ...scope.details, status, body, retryAfterMs: retryAfterMs(headers), cause: failure });
  }
  if (typeof content !== "string") return new Blob([content], { type: headers.get("content-type") ?? "" });
  if (content === "" && (!bodyExpected || status === 204 || status === 205)) return undefined;
  try {
    return JSON.parse(content);
  } catch {
    const contentType = headers.get("content-type") ?? "";
    if (/^text\/event-stream\b/i.test(contentType)) return content;
    throw parseError(scope.hide(content), contentType, { ...scope.details, status });
  }
}

/** Says that the call succeeded all the same: after a write, the write has happened. */
export function parseError(
  text: string,
  contentType: string,
  details: ErrorDetails & { readonly status: number },
): ResponseParseError {
  const problem = text === "" ? "empty" : `not JSON (content-type ${contentType || "missing"})`;
  const excerpt = text === "" ? "" : `: ${text.slice(0, excerptLength)}`;
  const { method, path, status } = details;
  const message = `${method} ${path}: the server answered ${status}, and the body is ${problem}${excerpt}`;
  return new ResponseParseError(message, { ...details, body: text });
}
