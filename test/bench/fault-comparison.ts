import { faultCases } from "../transport/faults/cases.ts";
import type { Contender } from "../transport/faults/contender.ts";
import { Bench, type FaultCase } from "../transport/faults/fault-case.ts";
import { ours } from "../transport/faults/ours.ts";
import { loadOfficial, openapiFetch } from "./contenders.ts";

/** As long as anybody would wait. Here time passes by itself. */
const clock = { patienceMs: 3_500, timeUp: () => {} };

/** `tsx test/bench/fault-comparison.ts`: the fault matrix, row by row, with this client, openapi-fetch alone, and the official SDK. */
async function compareFaults(): Promise<void> {
  process.on("unhandledRejection", () => {});
  const contenders = [ours, openapiFetch, await loadOfficial()];
  const rows = new Map(faultCases.map(({ row }) => [row, faultCases.filter((each) => each.row === row)]));
  const passes = contenders.map(() => 0);
  console.log(`row  ${contenders.map(({ name }) => name.padEnd(14)).join("")}`);
  for (const [row, cases] of rows) {
    const results: boolean[] = [];
    for (const contender of contenders) results.push(await passesAll(cases, contender));
    results.forEach((passed, index) => {
      passes[index] = (passes[index] ?? 0) + (passed ? 1 : 0);
    });
    console.log(`${String(row).padStart(3)}  ${results.map((passed) => (passed ? "pass" : "-").padEnd(14)).join("")}`);
  }
  console.log(`of ${rows.size} ${passes.map((count) => String(count).padEnd(14)).join("")}`);
}

/** A row is passed by who passes all its cases. */
async function passesAll(cases: readonly FaultCase[], contender: Contender): Promise<boolean> {
  for (const faultCase of cases) {
    const bench = new Bench(contender, clock);
    try {
      await faultCase.run(bench);
    } catch {
      return false;
    } finally {
      await bench.close();
    }
  }
  return true;
}

await compareFaults();
// What other clients have left open would keep the process.
process.exit(0);
