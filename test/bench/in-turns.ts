import type { Samples } from "./row.ts";

/** Measures each contender once a round, one after the other, so that what slows the machine slows them all. */
export async function inTurns(
  rounds: number,
  contenders: Readonly<Record<string, () => number | Promise<number>>>,
): Promise<Samples> {
  const samples: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, measure] of Object.entries(contenders)) {
      samples[name] ??= [];
      samples[name].push(await measure());
    }
  }
  return samples;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Runs work in this process, and returns the microseconds of CPU that it took, of all threads. */
export async function cpuMicroseconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
