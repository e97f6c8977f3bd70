import type { Reply } from "./reply.ts";

/** What ends a stream of events. */
const sentinel = "data: [DONE]\n\n";

/** A reply as it is sent. */
export interface EncodedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The pieces of the body: one, or one for each event. */
  readonly pieces: readonly string[];
  readonly isStream: boolean;
}

export function encodeReply({ status, headers = {}, body, events, text }: Reply): EncodedReply {
  const encoded = (type: string, pieces: readonly string[]): EncodedReply => ({
    status,
    headers: { ...headers, "content-type": type },
    pieces,
    isStream: type === "text/event-stream",
  });
  if (events) return encoded("text/event-stream", [...events.map(eventText), sentinel]);
  if (text) return encoded(text.type, [text.content]);
  if (body !== undefined) return encoded("application/json", [JSON.stringify(body)]);
  return { status, headers, pieces: [], isStream: false };
}

/** Writes an event of a stream: its schema has the fields of the wire, or the data alone. */
function eventText(event: unknown): string {
  const { data = event } = event as { readonly data?: unknown };
  return `data: ${JSON.stringify(data)}\n\n`;
}

/** The event by which a server says in mid-stream that it has failed. */
export const errorEvent: string = `event: error\ndata: ${JSON.stringify({
  error: { code: "internal_error", message: "The sandbox was asked for an error event" },
})}\n\n`;
