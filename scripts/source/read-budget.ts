import { SpecError } from "../spec-error.ts";

const maxPullBytes = 64 * 1024 * 1024;
const maxPullMs = 5 * 60_000;

export interface ReadLimits {
  /** Of all files together, unpacked. Default: 64 MiB. */
  readonly maxBytes?: number;
  /** For all files together, in milliseconds. Default: 5 minutes. */
  readonly timeoutMs?: number;
}

/** What one pull may read, over all its files and sources. */
export class ReadBudget {
  /** Aborts when the time is up. */
  readonly signal: AbortSignal;
  readonly #maxBytes: number;
  readonly #timeoutMs: number;
  #bytes = 0;

  constructor({ maxBytes = maxPullBytes, timeoutMs = maxPullMs }: ReadLimits = {}) {
    this.signal = AbortSignal.timeout(timeoutMs);
    this.#maxBytes = maxBytes;
    this.#timeoutMs = timeoutMs;
  }

  /** Counts a file. Refuses one with which the pull becomes too large. */
  count(file: { readonly name: string; readonly text: string }): void {
    this.#bytes += Buffer.byteLength(file.text);
    if (this.#bytes <= this.#maxBytes) return;
    const size = `${this.#maxBytes / 1024 / 1024} MiB`;
    throw new SpecError(`${file.name}: with it this pull has more than ${size}: name a source with fewer pages`);
  }

  /** Returns the error for a file that was being read when the time was up. */
  timeoutError(name: string): SpecError {
    const time = `${this.#timeoutMs / 1000} s`;
    return new SpecError(`${name}: this pull is not complete after ${time}: name a source with fewer or faster pages`);
  }
}
