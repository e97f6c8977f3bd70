import { onTestFinished, vi } from "vitest";

const aDayMs = 86_400_000;

/** Timers that run when the test says so: how busy the machine is decides nothing. */
export interface HeldClock {
  /** Lets the time of every deadline pass. */
  timeUp(): void;
  advance(ms: number): void;
}

/** Holds the timers for the length of a test. `setImmediate`, sockets and `setInterval` go on. */
export function holdClock(): HeldClock {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const advance = (ms: number): void => void vi.advanceTimersByTime(ms);
  return { advance, timeUp: () => advance(aDayMs) };
}
