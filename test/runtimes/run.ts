import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Consumer } from "../package/consumer.ts";
import { repository } from "../support/workspace.ts";
import { failureTable } from "./failures.ts";
import { buildPrograms } from "./programs.ts";
import { folder, runtimes } from "./runtimes.ts";
import { groups, type Tested, testRuntime } from "./test-runtime.ts";

// `npm run test:runtimes` tests all runtimes, and fails where one is missing. `npm run test:runtimes -- Bun "Node 20"` tests those.

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  return rows.map((row) => line(row).trimEnd()).join("\n");
}

/** How many of the checks have passed. */
function passed(checks: Tested["checks"]): string {
  return `${checks.filter(({ problem }) => problem === undefined).length}/${checks.length}`;
}

function rowOf({ name, version, checks }: Tested): readonly string[] {
  const counts = groups.map((group) => passed(checks.filter((check) => check.group === group)));
  return [name, version, ...counts, passed(checks)];
}

async function testAll(named: readonly string[]): Promise<readonly Tested[]> {
  const consumer = await Consumer.install();
  try {
    const programs = await buildPrograms(consumer);
    const tested: Tested[] = [];
    for (const runtime of runtimes.filter(({ name }) => named.length === 0 || named.includes(name))) {
      tested.push(await testRuntime(runtime, programs));
    }
    return tested;
  } finally {
    await consumer.remove();
  }
}

/** Why the command cannot even begin. */
function obstacle(named: readonly string[]): string | undefined {
  const names = runtimes.map(({ name }) => name);
  const unknown = named.find((name) => !names.includes(name));
  if (unknown !== undefined) return `"${unknown}" is not a runtime; expected one of ${names.join(", ")}`;
  if (process.platform === "linux" && process.arch === "x64") return undefined;
  return "test:runtimes runs on Linux x64 alone: the runtimes that it installs are made for it";
}

function problemsOf({ name, obstacle, checks }: Tested): readonly string[] {
  const failed = checks.filter(({ problem }) => problem !== undefined);
  const lines = failed.map((check) => `${name}: ${check.group}: ${check.name}: ${check.problem}`);
  return obstacle === undefined ? lines : [`${name}: ${obstacle}`];
}

async function main(named: readonly string[]): Promise<number> {
  const reason = obstacle(named);
  if (reason !== undefined) throw new Error(reason);
  const options = ["--no-save", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", ["install", ...options], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const tested = await testAll(named);
  const problems = tested.flatMap(problemsOf);
  const documented = failureTable();
  if (!readFileSync(join(repository, "docs/runtimes.md"), "utf8").includes(documented)) {
    problems.push(`docs/runtimes.md lacks the table of test/runtimes/failures.ts:\n${documented}`);
  }
  for (const problem of problems) console.error(problem);
  console.log(table([["runtime", "version", ...groups, "total"], ...tested.map(rowOf)]));
  const checks = tested.flatMap((each) => each.checks);
  console.log(`\n${checks.filter(({ problem }) => problem === undefined).length} passed, ${problems.length} failed`);
  return problems.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  return 1;
});
