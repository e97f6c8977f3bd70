import { ConfigError } from "../errors/errors.ts";

const defaultTimeoutMs = 60_000;
const defaultTotalTimeoutMs = 180_000;
const defaultMaxRetries = 2;
const defaultMaxResponseBytes = 32 * 1024 * 1024;

/** The longest time that a timer holds; beyond it, it would fire at once. */
const maxTimerMs = 2 ** 31 - 1;

/** What a client sets for all calls, and a call may set for itself. */
export interface CallLimits {
  /**
   * The longest that one attempt may take, its body included, in milliseconds.
   * @default 60_000
   */
  readonly timeoutMs?: number;
  /**
   * The longest that a call may take, with all its attempts and the waits between them, in milliseconds.
   * @default 180_000
   */
  readonly totalTimeoutMs?: number;
  /**
   * How often a call is sent again, at most, where its failure and its operation permit that.
   * @default 2
   */
  readonly maxRetries?: number;
}

/** @throws {ConfigError} that names the option. */
export function resolveLimits(
  { timeoutMs, totalTimeoutMs, maxRetries }: CallLimits,
  defaults?: Required<CallLimits>,
): Required<CallLimits> {
  return {
    timeoutMs: durationMs("timeoutMs", timeoutMs) ?? defaults?.timeoutMs ?? defaultTimeoutMs,
    totalTimeoutMs: durationMs("totalTimeoutMs", totalTimeoutMs) ?? defaults?.totalTimeoutMs ?? defaultTotalTimeoutMs,
    maxRetries: wholeNumber("maxRetries", maxRetries, 0) ?? defaults?.maxRetries ?? defaultMaxRetries,
  };
}

/** @throws {ConfigError} that names the option. */
export function resolveMaxResponseBytes(maxResponseBytes: number | undefined): number {
  return wholeNumber("maxResponseBytes", maxResponseBytes, 1) ?? defaultMaxResponseBytes;
}

function durationMs(name: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number" && value > 0 && value <= maxTimerMs) return value;
  throw new ConfigError(`${name} must be a number of milliseconds above 0 and up to ${maxTimerMs}`);
}

function wholeNumber(name: string, value: unknown, min: number): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= min) return value;
  throw new ConfigError(`${name} must be a whole number from ${min} on`);
}

/** @throws {ConfigError} that names the option. */
export function checkFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "function") throw new ConfigError(`${name} must be a function`);
}
