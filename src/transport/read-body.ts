import type { ReplyBody } from "./send.ts";

/** Thrown where a body is longer than it may be. */
export class BodyTooLarge extends Error {}

// JSON is UTF-8 (RFC 8259, section 8.1). The bytes of anything else are kept as they arrived.
const json = /^application\/(?:[\w.-]+\+)?json\b/i;

/**
 * Reads a body to its end, or to `maxBytes` after decompression.
 *
 * @throws {BodyTooLarge} as soon as more has arrived.
 */
export async function readBody(response: Response, maxBytes: number): Promise<ReplyBody> {
  if (!isShort(response, maxBytes)) return readChunks(response.body, maxBytes);
  const isJson = json.test(response.headers.get("content-type") ?? "");
  const body = isJson ? await response.text() : new Uint8Array(await response.arrayBuffer());
  // A custom fetch may hand over more than its content-length says. A text has at least as many bytes as characters.
  if (body.length > maxBytes) throw new BodyTooLarge();
  return body;
}

/** Tells whether the length is known before the body is read, which is far quicker. */
function isShort({ headers, type }: Response, maxBytes: number): boolean {
  const length = headers.get("content-length");
  // A browser hides content-encoding from another origin's page.
  return length !== null && Number(length) <= maxBytes && headers.get("content-encoding") === null && type !== "cors";
}

async function readChunks(body: Response["body"], maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let byteLength = 0;
  const reader = body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    byteLength += value.byteLength;
    if (byteLength > maxBytes) {
      // Do not wait for the connection to close.
      reader.cancel().catch(() => {});
      throw new BodyTooLarge();
    }
    chunks.push(value);
  }
  return joined(chunks, byteLength);
}

function joined(chunks: readonly Uint8Array<ArrayBuffer>[], byteLength: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(byteLength);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
