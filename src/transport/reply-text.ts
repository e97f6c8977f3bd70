import type { ReplyBody } from "./send.ts";

const decoder = new TextDecoder();

/** Returns the text of a body. It is read as UTF-8 whatever its charset says, and its byte order mark is dropped. */
export function replyText(body: ReplyBody): string {
  return typeof body === "string" ? body : decoder.decode(body);
}
