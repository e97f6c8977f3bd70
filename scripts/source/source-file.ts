import { decodeText } from "./decode-text.ts";
import type { ReadBudget } from "./read-budget.ts";

/** A file as it was received, before it is interpreted. */
export interface SourceFile {
  /** The name for messages and for the lock: its URL, its path in the repository, or its file name elsewhere. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The bytes, unpacked and decoded. */
  readonly text: string;
  /** The server's identifiers for this version of the file (RFC 9110, section 8.8). */
  readonly validators?: Validators;
}

/** Returns a file with its text. Refuses what is too large once unpacked, or not UTF-8. */
export function sourceFile(name: string, bytes: Uint8Array, validators?: Validators): SourceFile {
  return { name, bytes, text: decodeText(bytes, name), ...(validators && { validators }) };
}

export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** What a source needs to know of the pull that reads it. */
export interface Reading {
  readonly budget: ReadBudget;
  /** Returns the validators of a file when it was last pinned in the same way; `undefined` if it was not. */
  readonly known: (name: string) => Validators | undefined;
  /** Told what is left out, in one line each. */
  readonly onSkipped: (reason: string) => unknown;
}

/** A place that a spec comes from. */
export interface Source {
  /** The name for messages and for the lock. */
  readonly name: string;
  /** Reads the files. Returns `undefined` when the server says that they have not changed since they were pinned. */
  read(reading: Reading): Promise<readonly SourceFile[] | undefined>;
}
