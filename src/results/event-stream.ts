import { createParser, type EventSourceMessage } from "eventsource-parser";
import { captureStack } from "../errors/capture-stack.ts";
import { parseErrorBody } from "../errors/error-body.ts";
import {
  ResponseParseError,
  ResponseTooLargeError,
  type StreamDetails,
  StreamError,
  ValidationError,
} from "../errors/errors.ts";
import { OrqError } from "../errors/orq-error.ts";
import type { CallScope } from "../transport/call-scope.ts";
import type { OpenReply } from "../transport/open-reply.ts";
import { own } from "./own.ts";
import { excerptLength, jsonOrText } from "./read-reply.ts";

const maxEventLength = 8 * 1024 * 1024;

/** What the API sends after the last event. */
const endOfEvents = "[DONE]";

/** The events of a reply. They can be read once. */
export class EventStream implements AsyncIterable<unknown> {
  readonly #reply: OpenReply;
  readonly #scope: CallScope;
  #isRead = false;

  constructor(reply: OpenReply, scope: CallScope) {
    this.#reply = reply;
    this.#scope = scope;
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<unknown> {
    const events = this.#events();
    return {
      next: () => events.next(),
      // A generator that was not begun, or that waits, would not hear of it.
      return: () => {
        this.#reply.end();
        return events.return();
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  async *#events(): AsyncGenerator<unknown, void, undefined> {
    if (this.#isRead) throw new ValidationError("the events of a call can be read once; call it again");
    this.#isRead = true;
    let failure: unknown;
    try {
      for await (const message of this.#messages()) {
        // More than one may have arrived at once.
        this.#scope.throwIfAborted();
        if (message.data === endOfEvents) return;
        const event = this.#eventOf(message);
        this.#reply.eventsReceived += 1;
        yield event;
      }
      this.#scope.throwIfAborted();
    } catch (error) {
      if (error instanceof OrqError) captureStack(error);
      failure = error;
      throw error;
    } finally {
      this.#reply.end(failure);
    }
  }

  /** Every message that has data, with the last one, which the stream may end without a blank line. */
  async *#messages(): AsyncGenerator<EventSourceMessage, void, undefined> {
    const arrived: EventSourceMessage[] = [];
    let isTooLong = false;
    const parser = createParser({
      maxBufferSize: maxEventLength,
      onEvent: (message) => {
        isTooLong ||= message.data.length > maxEventLength;
        if (!isTooLong && message.data !== "") arrived.push(message);
      },
      onError: ({ type }) => {
        isTooLong ||= type === "max-buffer-size-exceeded";
      },
    });
    const decoder = new TextDecoder();
    for (let isAtEnd = false; !isAtEnd; ) {
      // Comments that keep the connection alive are no events, and do not prolong the wait.
      const waitingSince = performance.now();
      while (arrived.length === 0 && !isTooLong && !isAtEnd) {
        const bytes = await this.#reply.read(performance.now() - waitingSince);
        isAtEnd = bytes === undefined;
        parser.feed(isAtEnd ? `${decoder.decode()}\n\n` : decoder.decode(bytes, { stream: true }));
      }
      yield* arrived.splice(0);
      if (isTooLong) throw this.#error(ResponseTooLargeError, `it is larger than ${maxEventLength} characters`);
    }
  }

  /** @throws {StreamError} for an `error` event, and for one that holds an `error`. */
  #eventOf({ event, data }: EventSourceMessage): unknown {
    if (event !== "error") {
      const read = this.#parsed(data);
      if (!own(read, "error")) return read;
    }
    const body = jsonOrText(this.#scope.hide(data));
    const { message = "an error without a message", apiCode } = parseErrorBody(body);
    throw this.#error(StreamError, message, body, apiCode);
  }

  #parsed(data: string): unknown {
    try {
      return JSON.parse(data);
    } catch {
      const shown = this.#scope.hide(data);
      throw this.#error(ResponseParseError, `it is not JSON: ${shown.slice(0, excerptLength)}`, shown);
    }
  }

  #error<E extends OrqError>(
    type: new (message: string, details: StreamDetails) => E,
    problem: string,
    body?: unknown,
    apiCode?: string,
  ): E {
    const status = this.#scope.response?.status ?? 200;
    return this.#scope.error(type, `event ${this.#reply.eventsReceived + 1} of the stream: ${problem}`, {
      status,
      body,
      apiCode,
    });
  }
}
