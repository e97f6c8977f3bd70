import type { CallScope } from "./call-scope.ts";

/** One request on its way down. Nothing of it is consumed by sending it, unless its body can be read once only. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  /** Path without query, for messages: a query may hold what nobody wants in a log. */
  readonly path: string;
  /** The operation's key, such as `PATCH /v2/identities/{id}`, where it is known. */
  readonly operation: string | undefined;
  readonly headers: Headers;
  readonly body: RequestInit["body"] | undefined;
  /** The body can be sent a second time. */
  readonly repeatable: boolean;
  /** Doing it twice is the same as doing it once. */
  readonly idempotent: boolean;
  readonly maxRetries: number;
  /** Media always comes as bytes; everything else as text, unless it is to be handed on as it came. */
  readonly readAs: "text" | "bytes";
  /** Ends this attempt: what is not yet there of its reply is given up. */
  readonly signal: AbortSignal | undefined;
  readonly scope: CallScope;
}

/** A reply on its way up, its body read within the attempt: what is read here can still be retried. */
export interface Reply {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: Headers;
  /** What the runtime gave. Its body has been read. */
  readonly response: Response;
  readonly content: string | Uint8Array<ArrayBuffer>;
  /** Why the body of an error is not there: the status counts all the same. */
  readonly failure: unknown;
  readonly attempts: number;
}

export type Send = (request: OutgoingRequest) => Promise<Reply>;

/** One concern of sending a request, wrapped around the next. */
export type Layer = (next: Send) => Send;
