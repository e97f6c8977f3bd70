import type { Reporter, TestCase, TestModule } from "vitest/node";

/** Prints what was checked as a table at the end: a row for each test, a column for each package manager. */
export default class TableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = new Map<string, Record<string, string>>();
    for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
      const row = rows.get(test.name) ?? {};
      rows.set(test.name, { ...row, [test.parent.type === "suite" ? test.parent.name : "both"]: outcomeOf(test) });
    }
    console.table(Object.fromEntries(rows));
  }
}

function outcomeOf(test: TestCase): string {
  const seconds = Math.round((test.diagnostic()?.duration ?? 0) / 1000);
  return `${test.result().state} (${seconds} s)`;
}
