import { type ReplyDetails, ResponseParseError } from "./errors.ts";

const excerptLength = 200;
const media = /^(audio|image|video|application\/(octet-stream|pdf|zip))\b/i;

/**
 * The data of a successful response: `undefined` without content, a `Blob` for media, text for server-sent events, else
 * JSON whatever its content type says.
 *
 * @throws {ResponseParseError} when there is a body and it is none of these.
 */
export async function readResponse(
  response: Response,
  details: Omit<ReplyDetails, "body">,
  bodyExpected: boolean,
): Promise<unknown> {
  const contentType = response.headers.get("content-type") ?? "";
  if (media.test(contentType)) return response.blob();
  const text = await response.text();
  if (text === "" && !bodyExpected) return undefined;
  if (/^text\/event-stream\b/i.test(contentType)) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new ResponseParseError(
      `${details.method} ${details.path}: the server answered ${details.status}, and the body is ` +
        `${text === "" ? "empty" : `not JSON (content-type ${contentType || "missing"}): ${text.slice(0, excerptLength)}`}`,
      { ...details, body: text },
    );
  }
}
