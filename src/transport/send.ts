import type { KeySource } from "./auth/key-provider.ts";
import type { CallScope } from "./call-scope.ts";
import type { OpenReply, Unread } from "./open-reply.ts";
import type { Pause } from "./retry/pause.ts";

/** One request on its way down. Sending does not consume it, unless `repeatable` is false: a retry sends the same object. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. Each call has its own object, to which its key is added. */
  readonly headers: Record<string, string>;
  readonly body: RequestInit["body"] | undefined;
  /** The body can be sent a second time. */
  readonly repeatable: boolean;
  /** Repeating the request has no further effect. */
  readonly idempotent: boolean;
  readonly maxRetries: number;
  /** Shared with other calls: a `Retry-After` of one holds back all of them, and each then waits as often as it is asked to. */
  readonly pause: Pause | undefined;
  readonly keys: KeySource;
  /** The body of a success is not read, but handed on as it comes. */
  readonly unread: Unread | undefined;
  readonly scope: CallScope;
}

/** The body of a reply: bytes, or their text. */
export type ReplyBody = string | Uint8Array<ArrayBuffer>;

/** A reply on its way up. Its body is read within the attempt, so that a body that breaks off can be retried. */
export interface Reply {
  readonly response: Response;
  /** Text for a short JSON, which the runtime decodes with a copy less than we could. */
  readonly body: ReplyBody;
  /** The body, where it is handed on unread. */
  readonly open?: OpenReply;
  /** Why the body of an error could not be read. The status counts all the same. */
  readonly failure?: unknown;
}

export type Send = (request: OutgoingRequest) => Promise<Reply>;

/** One concern of sending a request, wrapped around the next. */
export type Layer = (next: Send) => Send;
