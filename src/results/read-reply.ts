import { parseErrorBody } from "../errors/error-body.ts";
import { ResponseParseError } from "../errors/errors.ts";
import type { OrqError } from "../errors/orq-error.ts";
import { type StatusError, statusErrorClass } from "../errors/status-error.ts";
import { type AnyTraits, traitsOf } from "../traits.ts";
import type { CallScope } from "../transport/call-scope.ts";
import { replyText } from "../transport/reply-text.ts";
import { retryAfterMs } from "../transport/retry/retry-after.ts";
import type { Reply } from "../transport/send.ts";

/** How much of a body that cannot be read stands in a message. */
export const excerptLength = 200;
/** JSON, and HTML, which a proxy may send in place of it. */
const jsonOrHtml = /[/+-](?:json|html|xhtml\+xml)$/i;
/** Statuses that come without content. */
const bodiless: readonly number[] = [204, 205];
/** How a server answers a path, or a method of a path, that it does not have. */
const unservedStatuses: readonly number[] = [404, 405, 410];

/**
 * Returns the data of a successful reply, as its content type says. JSON, HTML or no type: its JSON, or `undefined` where it is
 * empty. Any other `text/…`: its text, or its JSON where that is an object or a list. Any other type: a `Blob` of that type.
 *
 * An operation of the facade (the one that has traits) answers with JSON alone. Text is UTF-8 whatever its charset says.
 *
 * @throws {StatusError} for any other status, judged by that alone: an error may arrive without a body.
 * @throws {ResponseParseError} when it must be JSON and is not, or when it is empty and the operation promises a body.
 */
export function readReply(reply: Reply, scope: CallScope, traits: AnyTraits | undefined): unknown {
  const { response, body } = reply;
  if (!response.ok) {
    if (isGone(response, scope)) return undefined;
    throw statusError(reply, scope);
  }
  if (bodiless.includes(response.status)) return undefined;
  const contentType = response.headers.get("content-type") ?? "";
  const [type = ""] = contentType.split(/[;,]/, 1);
  if (traits === undefined && type.includes("/") && !jsonOrHtml.test(type.trim())) {
    return /^text\//i.test(type) ? textOrJson(replyText(body)) : new Blob([body], { type: contentType });
  }
  if (body.length === 0 && !traits?.bodyExpected) return undefined;
  return parseJson(replyText(body), response, scope);
}

/** JSON often goes by the name of plain text. */
function textOrJson(text: string): unknown {
  const data = jsonOrText(text);
  return typeof data === "object" && data !== null ? data : text;
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
  const gone = unservedStatuses.includes(status) ? traitsOf(scope.operation)?.gone : undefined;
  const problem = [status, message, gone].filter((part) => part !== undefined).join(": ");
  const details = { ...said, status, body: parsed, retryAfterMs: retryAfterMs(headers), cause: failure };
  return scope.error(statusErrorClass(status), problem, details);
}

/** A DELETE that was repeated after its reply was lost, and now finds nothing, has succeeded. */
function isGone({ status }: Response, { method, hasLostRequest }: CallScope): boolean {
  return hasLostRequest && method === "DELETE" && (status === 404 || status === 410);
}

/** Reads a body of which nobody knows what it is. */
export function jsonOrText(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
