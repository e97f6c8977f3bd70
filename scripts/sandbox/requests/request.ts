/** What arrived, as it came. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly search: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** A request that the document has found valid, so what its operation requires of it is there. */
export interface ValidRequest {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** JSON, or the fields of a form. `undefined` when there was none. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}
