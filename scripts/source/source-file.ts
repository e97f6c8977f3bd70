/** A file as it arrived, before it is parsed. */
export interface SourceFile {
  /** For messages and the lock: the URL, or the path inside the repository if the file is in it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** How the server identifies this version of the file (RFC 9110, section 8.8). */
  readonly validators?: Validators;
}

export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** A place that a spec comes from. `read` returns `undefined` if nothing has changed since the given validators. */
export interface Source {
  read(known: (name: string) => Validators | undefined): Promise<readonly SourceFile[] | undefined>;
}
