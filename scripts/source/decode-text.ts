import { gunzipSync } from "node:zlib";
import { SpecError } from "../spec-error.ts";

/** The size of the largest spec that is read, after unpacking. The published one has 3.3 MB. */
export const maxSpecBytes: number = 16 * 1024 * 1024;

/** Returns the text of a file, unpacked if it is gzip. Accepts only UTF-8, with or without a byte order mark. */
export function decodeText(bytes: Uint8Array, name: string): string {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? unpack(bytes, name) : bytes;
  if (plain.byteLength > maxSpecBytes) throw tooLarge(name);
  if ((plain[0] === 0xff && plain[1] === 0xfe) || (plain[0] === 0xfe && plain[1] === 0xff)) {
    throw new SpecError(`${name}: UTF-16: only UTF-8 is read`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(plain).replace(/\r\n?/g, "\n");
  } catch {
    throw new SpecError(`${name}: not UTF-8`);
  }
}

function unpack(bytes: Uint8Array, name: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxSpecBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(name);
    throw new SpecError(`${name}: the gzip data is damaged or cut short`);
  }
}

export function tooLarge(name: string): SpecError {
  return new SpecError(`${name}: larger than ${maxSpecBytes / 1024 / 1024} MiB`);
}
