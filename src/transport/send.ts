import type { CallScope } from "./call-scope.ts";

/** One request on its way down. Nothing of it is consumed by sending it, unless its body can be read once only. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  /** Path without query, for messages: a query may hold what nobody wants in a log. */
  readonly path: string;
  /** The operation's key, such as `PATCH /v2/identities/{id}`, where it is known. */
  readonly operation: string | undefined;
  /** Names in lower case. Each call has its own, to which its key is added. */
  readonly headers: Record<string, string>;
  readonly body: RequestInit["body"] | undefined;
  /** The body can be sent a second time. */
  readonly repeatable: boolean;
  /** Doing it twice is the same as doing it once. */
  readonly idempotent: boolean;
  readonly maxRetries: number;
  /** `any`: media as bytes, all else as text. */
  readonly readAs: "text" | "bytes" | "any";
  readonly scope: CallScope;
}

/** A reply on its way up, its body read within the attempt: what is read here can still be retried. */
export interface Reply {
  readonly status: number;
  readonly ok: boolean;
  /** None, for openapi-fetch, which would judge by a length whether there is a body: that is known here. */
  readonly headers: { get(name: string): null };
  /** What the runtime gave, headers and all. Its body has been read. */
  readonly response: Response;
  readonly content: string | Uint8Array<ArrayBuffer>;
  /** Why the body of an error is not there: the status counts all the same. */
  readonly failure: unknown;
  readonly attempts: number;
  text(): Promise<string>;
}

export type Send = (request: OutgoingRequest) => Promise<Reply>;

/** One concern of sending a request, wrapped around the next. */
export type Layer = (next: Send) => Send;
