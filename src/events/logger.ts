import { ConfigError } from "../errors/errors.ts";
import type { OrqEvent } from "./events.ts";

/** Where log lines go: `console`, or what has its four methods. */
export interface Logger {
  /** Takes requests, and the headers that are harmless. */
  debug(message: string, details?: unknown): void;
  /** Takes replies, and errors with a status below 500. */
  info(message: string, details?: unknown): void;
  /** Takes retries. */
  warn(message: string, details?: unknown): void;
  /** Takes calls that failed. */
  error(message: string, details?: unknown): void;
}

const levels = ["off", "error", "warn", "info", "debug"] as const;

/**
 * A level of the log. `error`: calls that failed. `warn`: retries too. `info`: replies too, and errors with a status
 * below 500. `debug`: requests and harmless headers too.
 */
export type LogLevel = (typeof levels)[number];

const loggerMethods = ["debug", "info", "warn", "error"] as const;

/**
 * Returns a listener that logs events, or `undefined` when logging is off. Without a `logger`, it logs to `console`.
 * Without a level, a `logger` logs from `warn` on, and nothing else logs.
 *
 * @throws {ConfigError} for a level that does not exist, or a logger without its methods.
 */
export function logListener(
  logger: Logger | undefined,
  logLevel: LogLevel | undefined,
  environmentLevel: string | undefined,
): ((event: OrqEvent) => void) | undefined {
  if (logger !== undefined && !loggerMethods.every((method) => typeof Object(logger)[method] === "function")) {
    throw new ConfigError("logger must be an object such as console, with debug, info, warn and error");
  }
  const named = logLevel === undefined ? environmentLevel || (logger === undefined ? "off" : "warn") : logLevel;
  const level = levels.indexOf(named as LogLevel);
  const source = logLevel === undefined ? "ORQ_LOG" : "logLevel";
  if (level === -1) throw new ConfigError(`${source} must be one of ${levels.join(", ")}`);
  if (level === 0) return undefined;
  const target = logger ?? console;
  return (event) => {
    const { eventLevel, message, details } = describe(event, named === "debug");
    if (levels.indexOf(eventLevel) > level) return;
    if (details === undefined) target[eventLevel](message);
    else target[eventLevel](message, details);
  };
}

interface Line {
  readonly eventLevel: Exclude<LogLevel, "off">;
  readonly message: string;
  readonly details?: unknown;
}

function describe(event: OrqEvent, withHeaders: boolean): Line {
  const call = `orq #${event.callId} ${event.method} ${event.url}`;
  switch (event.type) {
    case "request":
      return { eventLevel: "debug", message: `${call}: attempt ${event.attempt}`, details: event.headers };
    case "response": {
      const message = `${call}: ${event.status} in ${Math.round(event.durationMs)} ms`;
      return { eventLevel: "info", message, details: withHeaders ? event.headers : undefined };
    }
    case "stream-begin":
      return { eventLevel: "debug", message: `${call}: the stream begins` };
    case "stream-end": {
      const received = `${event.eventsReceived} events, ${event.bytesReceived} bytes`;
      return {
        eventLevel: "info",
        message: `${call}: the stream ended in ${Math.round(event.durationMs)} ms, ${received}`,
      };
    }
    case "retry":
      return { eventLevel: "warn", message: `${call}: ${event.reason}, again in ${Math.round(event.delayMs)} ms` };
    case "error": {
      const message = `${call}: failed in ${Math.round(event.durationMs)} ms`;
      const { error } = event;
      // The server has answered, and the caller knows what to do with it: a 404 is often expected.
      const isExpected = error.code === "STATUS" && error.status < 500;
      return { eventLevel: isExpected ? "info" : "error", message, details: error.toJSON() };
    }
  }
}
