/** Thrown where a body is longer than it may be. */
export class BodyTooLarge extends Error {}

const media = /^(audio|image|video|application\/(octet-stream|pdf|zip))\b/i;

/**
 * Reads a body to its end, or to `maxBytes` after decompression. Text is UTF-8 whatever the charset says, without its
 * byte order mark; what is not UTF-8 becomes U+FFFD.
 *
 * @throws {BodyTooLarge} as soon as more has come.
 */
export function readBody(
  response: Response,
  readAs: "text" | "bytes" | "any",
  maxBytes: number,
): Promise<string | Uint8Array<ArrayBuffer>> {
  const asBytes = readAs === "bytes" || (readAs === "any" && isMedia(response));
  if (isShort(response, maxBytes)) return asBytes ? readBytes(response) : response.text();
  const chunks = readChunks(response.body, maxBytes);
  return asBytes ? chunks.then(joinChunks) : chunks.then(decodeChunks);
}

function isMedia({ headers }: Response): boolean {
  return media.test(headers.get("content-type") ?? "");
}

async function readBytes(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await response.arrayBuffer());
}

/** Whether its length is known before it is read, which is far quicker: HTTP cuts a body at its `content-length`. */
function isShort({ headers, type }: Response, maxBytes: number): boolean {
  const length = headers.get("content-length");
  // A browser hides content-encoding from another origin's page.
  return length !== null && Number(length) <= maxBytes && headers.get("content-encoding") === null && type !== "cors";
}

async function readChunks(body: Response["body"], maxBytes: number): Promise<Uint8Array<ArrayBuffer>[]> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  if (body === null) return chunks;
  const reader = body.getReader();
  let byteLength = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    byteLength += value.byteLength;
    if (byteLength > maxBytes) {
      // Nobody waits for the connection to be given up.
      reader.cancel().catch(() => {});
      throw new BodyTooLarge();
    }
    chunks.push(value);
  }
}

function joinChunks(chunks: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return joined;
}

function decodeChunks(chunks: readonly Uint8Array<ArrayBuffer>[]): string {
  const decoder = new TextDecoder();
  return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join("") + decoder.decode();
}
