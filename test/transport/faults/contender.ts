/** What a client is opened with, whichever it is. */
export interface Settings {
  readonly baseUrl?: string | undefined;
  readonly apiKey?: unknown;
  readonly fetch?: (input: unknown, init?: RequestInit) => Promise<Response>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Options {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly totalTimeoutMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An open client, with what every client can be asked. A failure is thrown. */
export interface Session {
  readonly client: unknown;
  /** Writes fields of a record. Repeating it is harmless. */
  update(id: unknown, fields: unknown, options?: Options): Promise<unknown>;
  /** Makes a record. Repeating it makes a second one. */
  create(options?: Options): Promise<unknown>;
  /** An operation whose success has a body, as the client knows. */
  promised(): Promise<unknown>;
  /** Gives all items of all pages, where the client can do that. */
  readonly walk?: (options?: Options) => AsyncIterable<unknown>;
}

/** A client under test. */
export interface Contender {
  readonly name: string;
  open(settings: Settings): Session;
}

export const defaultKey = "secret-key-1234567890";
