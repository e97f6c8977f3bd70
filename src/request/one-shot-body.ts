import { ValidationError } from "../errors/errors.ts";

/** A body that can be read once, and the way to end its source. */
export interface OneShotBody {
  readonly body: ReadableStream<Uint8Array>;
  readonly release: () => void;
}

/**
 * Wraps a stream or an async iterable, so that its source hears of the end of the call. Not every runtime tells it, and
 * none does where the call ends before the body is sent.
 */
export function oneShotBody(source: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>): OneShotBody {
  const { next, end } = source instanceof ReadableStream ? ofStream(source) : ofIterable(source);
  const release = (): void => {
    // Whoever made the source may fail at this too, and the call has ended by then.
    end().catch(() => {});
  };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await next();
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? new TextEncoder().encode(value) : (value as Uint8Array));
    },
    cancel: release,
  });
  return { body, release };
}

interface Source {
  readonly next: () => Promise<{ readonly done?: boolean | undefined; readonly value?: Uint8Array | undefined }>;
  readonly end: () => Promise<unknown>;
}

function ofStream(stream: ReadableStream<Uint8Array>): Source {
  if (stream.locked) throw new ValidationError("the body is a stream that is locked", { pointer: "" });
  const reader = stream.getReader();
  return { next: () => reader.read(), end: () => reader.cancel() };
}

function ofIterable(iterable: AsyncIterable<Uint8Array>): Source {
  const iterator = iterable[Symbol.asyncIterator]();
  return { next: () => iterator.next(), end: async () => iterator.return?.() };
}
