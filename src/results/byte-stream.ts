import type { OpenReply } from "../transport/open-reply.ts";

/** Returns the body of a reply as it comes. Cancelling it closes the connection. */
export function byteStream(reply: OpenReply): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const bytes = await reply.read();
          if (bytes !== undefined) return controller.enqueue(bytes);
          reply.end();
          controller.close();
        } catch (error) {
          reply.end(error);
          throw error;
        }
      },
      cancel: () => reply.end(),
    },
    // Nothing is read before somebody asks for it.
    { highWaterMark: 0 },
  );
}
