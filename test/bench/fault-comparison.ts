import { run } from "./faults/check.ts";
import { connectionCases } from "./faults/connection-cases.ts";
import { loadOfficial, openapiFetch, ours } from "./faults/contender.ts";
import { replyCases } from "./faults/reply-cases.ts";
import { requestCases } from "./faults/request-cases.ts";

/** The fault matrix, row by row, with this client, with openapi-fetch alone, and with the official SDK. */
export async function compareFaults(): Promise<void> {
  process.on("unhandledRejection", () => {});
  const cases = [...connectionCases, ...replyCases, ...requestCases].sort((a, b) => a.row - b.row);
  const contenders = [ours, openapiFetch, await loadOfficial()];
  const passes = contenders.map(() => 0);
  console.log(`row  ${contenders.map(({ name }) => name.padEnd(14)).join("")}`);
  for (const each of cases) {
    const results: boolean[] = [];
    for (const contender of contenders) results.push(await run(each, contender));
    results.forEach((passed, index) => {
      passes[index] = (passes[index] ?? 0) + (passed ? 1 : 0);
    });
    console.log(
      `${String(each.row).padStart(3)}  ${results.map((passed) => (passed ? "pass" : "-").padEnd(14)).join("")}`,
    );
  }
  console.log(`of ${cases.length} ${passes.map((count) => String(count).padEnd(14)).join("")}`);
}
