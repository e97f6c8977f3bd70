/** A file as it was received, before it is interpreted. */
export interface SourceFile {
  /** The name for messages and for the lock: its URL, its path in the repository, or its file name elsewhere. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The server's identifiers for this version of the file (RFC 9110, section 8.8). */
  readonly validators?: Validators;
}

export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** A place that a spec comes from. */
export interface Source {
  /** The name for messages and for the lock. */
  readonly name: string;
  /**
   * Reads the files. Returns `undefined` when the server says that they have not changed since the given validators.
   */
  read(known: (name: string) => Validators | undefined): Promise<readonly SourceFile[] | undefined>;
}
