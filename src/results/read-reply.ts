import { parseErrorBody } from "../errors/error-body.ts";
import { ResponseParseError } from "../errors/errors.ts";
import type { OrqError } from "../errors/orq-error.ts";
import { type StatusError, statusErrorClass } from "../errors/status-error.ts";
import type { CallScope } from "../transport/call-scope.ts";
import { replyText } from "../transport/reply-text.ts";
import { retryAfterMs } from "../transport/retry/retry-after.ts";
import type { Reply } from "../transport/send.ts";

const excerptLength = 200;
const media = /^(audio|image|video|application\/(octet-stream|pdf|zip))\b/i;
/** Statuses that come without content. */
const bodiless: readonly number[] = [204, 205];

/**
 * Returns the data of a successful reply: `undefined` without content, a `Blob` for media, text for server-sent events,
 * otherwise JSON whatever its content type says. Text is UTF-8 whatever its charset says.
 *
 * @throws {StatusError} for any other status, judged by that alone: an error may arrive without a body.
 * @throws {ResponseParseError} when there is a body and it is none of these, or when `bodyExpected` and there is none.
 */
export function readReply(reply: Reply, scope: CallScope, bodyExpected: boolean): unknown {
  const { response, body } = reply;
  if (!response.ok) {
    if (isGone(response, scope)) return undefined;
    throw statusError(reply, scope);
  }
  if (body.length === 0 && (!bodyExpected || bodiless.includes(response.status))) return undefined;
  if (!bodyExpected) {
    const contentType = response.headers.get("content-type") ?? "";
    if (media.test(contentType)) return new Blob([body], { type: contentType });
    if (/^text\/event-stream\b/i.test(contentType)) return replyText(body);
  }
  return parseJson(replyText(body), response, scope);
}

/**
 * Parses the JSON of a success.
 *
 * @throws {ResponseParseError} whose message says that the request succeeded, so that nobody repeats a write.
 */
export function parseJson(text: string, { status, headers }: Response, scope: CallScope): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const problem = text === "" ? "empty" : `not JSON (content-type ${headers.get("content-type") || "missing"})`;
    // Cut the key out before the text is shortened: half of a key would not be found.
    const shown = scope.hide(text);
    const excerpt = text === "" ? "" : `: ${shown.slice(0, excerptLength)}`;
    const message = `the server answered ${status}, and the body is ${problem}${excerpt}`;
    throw scope.error(ResponseParseError, message, { status, body: shown });
  }
}

/** Makes the error of a reply that was to be a stream of events. */
export function notEvents(reply: Reply, scope: CallScope): OrqError {
  const { response, body } = reply;
  const { status, headers } = response;
  if (!response.ok) return statusError(reply, scope);
  const problem = `the server answered ${status} with ${headers.get("content-type") ?? "no content-type"} in place of events`;
  return scope.error(ResponseParseError, problem, { status, body: scope.hide(replyText(body)) });
}

/** Makes the error of a status that is not a success. */
export function statusError({ response, body, failure }: Reply, scope: CallScope): StatusError {
  const { status, headers } = response;
  // The key is cut out of the text: in JSON as it arrived, it may be a field's name, or be written with escapes.
  const parsed = jsonOrText(scope.hide(replyText(body)));
  const { message, ...said } = parseErrorBody(parsed);
  const problem = `${status}${message === undefined ? "" : `: ${message}`}`;
  const details = { ...said, status, body: parsed, retryAfterMs: retryAfterMs(headers), cause: failure };
  return scope.error(statusErrorClass(status), problem, details);
}

/** A DELETE that was repeated after its reply was lost, and now finds nothing, has succeeded. */
function isGone({ status }: Response, { method, hasLostRequest }: CallScope): boolean {
  return hasLostRequest && method === "DELETE" && (status === 404 || status === 410);
}

function jsonOrText(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
