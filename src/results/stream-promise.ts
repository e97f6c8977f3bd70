import { LazyPromise } from "./lazy-promise.ts";

/**
 * The events of a call. Iterated with `for await`, it is every event, as it arrives; awaited, it is the same iterable once
 * the reply has begun. Nothing is sent before that, and the events can be read once. Leaving the loop closes the connection.
 *
 * An iteration throws a `StreamError` where the server reports a failure, a `TimeoutError` where no event comes for
 * `eventTimeoutMs`, a `ConnectionError` where the stream breaks off, a `ResponseParseError` for an event that is not JSON, a
 * `ResponseTooLargeError` for one of more than 8 Mi characters, and an `AbortError`. Each says how many events came before it
 * (`eventsReceived`). A stream that has begun is never asked for again.
 */
export class StreamPromise<Event> extends LazyPromise<AsyncIterable<Event>> implements AsyncIterable<Event> {
  /** Gives every event as it arrives. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Event, void, undefined> {
    yield* await this;
  }
}
