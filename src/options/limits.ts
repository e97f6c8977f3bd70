import { ConfigError } from "../errors/errors.ts";
import type { Unset } from "./own-options.ts";

const defaultTimeoutMs = 60_000;
const defaultTotalTimeoutMs = 180_000;
const defaultEventTimeoutMs = 120_000;
const defaultMaxRetries = 2;
const defaultMaxResponseBytes = 32 * 1024 * 1024;

/** The longest time that a timer holds. A longer one would fire at once. */
const maxTimerMs = 2 ** 31 - 1;

/** The limits that a client sets for all calls, and a call may set for itself. */
export interface CallLimits {
  /**
   * The longest that one attempt may take, including its body, in milliseconds. Of a stream: to its headers.
   * @default 60_000
   */
  readonly timeoutMs?: number | undefined;
  /**
   * The longest that a call may take, with all its attempts and the waits between them, in milliseconds. Of a stream: to
   * its headers.
   * @default 180_000
   */
  readonly totalTimeoutMs?: number | undefined;
  /**
   * The longest wait for the next event of a stream, in milliseconds. Comments that keep a connection alive are no events.
   * @default 120_000
   */
  readonly eventTimeoutMs?: number | undefined;
  /**
   * The most times that a call is sent again, where its failure and its operation permit that.
   * @default 2
   */
  readonly maxRetries?: number | undefined;
}

export const noLimits: Unset<CallLimits> = {
  timeoutMs: undefined,
  totalTimeoutMs: undefined,
  eventTimeoutMs: undefined,
  maxRetries: undefined,
};

/** Limits with no value left open. */
export type ResolvedLimits = { readonly [Name in keyof CallLimits]-?: number };

const defaultLimits: ResolvedLimits = {
  timeoutMs: defaultTimeoutMs,
  totalTimeoutMs: defaultTotalTimeoutMs,
  eventTimeoutMs: defaultEventTimeoutMs,
  maxRetries: defaultMaxRetries,
};

/**
 * Checks limits and fills the open ones with the defaults.
 *
 * @throws {ConfigError} that names the option.
 */
export function resolveLimits(limits: CallLimits, defaults: ResolvedLimits = defaultLimits): ResolvedLimits {
  const { timeoutMs, totalTimeoutMs, eventTimeoutMs, maxRetries } = limits;
  return {
    timeoutMs: durationMs("timeoutMs", timeoutMs) ?? defaults.timeoutMs,
    totalTimeoutMs: durationMs("totalTimeoutMs", totalTimeoutMs) ?? defaults.totalTimeoutMs,
    eventTimeoutMs: durationMs("eventTimeoutMs", eventTimeoutMs) ?? defaults.eventTimeoutMs,
    maxRetries: wholeNumber("maxRetries", maxRetries, 0) ?? defaults.maxRetries,
  };
}

/**
 * Checks the size limit of replies, in bytes.
 *
 * @throws {ConfigError} that names the option.
 */
export function resolveMaxResponseBytes(maxResponseBytes: number | undefined): number {
  return wholeNumber("maxResponseBytes", maxResponseBytes, 1) ?? defaultMaxResponseBytes;
}

function durationMs(name: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number" && value > 0 && value <= maxTimerMs) return value;
  throw new ConfigError(`${name} must be a number of milliseconds above 0 and up to ${maxTimerMs}`);
}

/** @throws {ConfigError} that names the option, for anything but a whole number from `min` on. */
export function wholeNumber(name: string, value: unknown, min: number): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= min) return value;
  throw new ConfigError(`${name} must be a whole number of at least ${min}`);
}
