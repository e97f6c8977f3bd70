import { readEnvironment } from "../environment.ts";
import { ConfigError } from "../errors/errors.ts";
import type { OrqEvent } from "./events.ts";

/** Where log lines go: `console`, or what has its four methods. */
export interface Logger {
  debug(message: string, details?: unknown): void;
  info(message: string, details?: unknown): void;
  warn(message: string, details?: unknown): void;
  error(message: string, details?: unknown): void;
}

const levels = ["off", "error", "warn", "info", "debug"] as const;

/** `error`: calls that failed; `warn`: retries too; `info`: replies too; `debug`: requests and harmless headers too. */
export type LogLevel = (typeof levels)[number];

/**
 * A listener that writes to the log, where there is one to write to: a `logger` (from `warn` on), or `ORQ_LOG`, which
 * names a level and stands for `console` without one.
 *
 * @throws {ConfigError} for a level that does not exist.
 */
export function logListener(logger: Logger | undefined): ((event: OrqEvent) => void) | undefined {
  const named = readEnvironment("ORQ_LOG") || (logger === undefined ? "off" : "warn");
  const level = levels.indexOf(named as LogLevel);
  if (level === -1) throw new ConfigError(`ORQ_LOG must be one of ${levels.join(", ")}`);
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
    case "retry":
      return { eventLevel: "warn", message: `${call}: ${event.reason}, again in ${Math.round(event.delayMs)} ms` };
    case "error": {
      const message = `${call}: failed in ${Math.round(event.durationMs)} ms`;
      return { eventLevel: "error", message, details: event.error.toJSON() };
    }
  }
}
