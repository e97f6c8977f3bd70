/** One file as it came, before anything is read into it. */
export interface SourceFile {
  /** For messages and for the lock: its URL, or its path inside the repository where there is one. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the server calls this version of the file (RFC 9110, section 8.8). */
  readonly validators?: Validators;
}

export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** Where a spec comes from. `undefined`: the server says that nothing has changed since the given validators. */
export interface Source {
  read(known: (name: string) => Validators | undefined): Promise<readonly SourceFile[] | undefined>;
}
