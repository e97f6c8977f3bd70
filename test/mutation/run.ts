import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { type Area, areas } from "./areas.ts";

const repository = resolve(import.meta.dirname, "../..");
const reports = join(import.meta.dirname, "reports");
const stryker = join(import.meta.dirname, "node_modules/@stryker-mutator/core/bin/stryker.js");
const leastScore = 80;

type Status = "Killed" | "Timeout" | "Survived" | "NoCoverage" | "RuntimeError" | "Ignored";

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: Status }[] }>>;
}

/** Runs Stryker over an area, and returns how many mutants ended in each way. */
async function run(name: string, { mutate }: Area): Promise<Map<Status, number>> {
  const file = (end: string): string => relative(repository, join(reports, `${name}${end}`));
  const options = {
    mutate,
    testRunner: "vitest",
    vitest: { configFile: relative(repository, join(import.meta.dirname, "vitest.config.ts")), related: false },
    coverageAnalysis: "perTest",
    // A line more at the top of a file would move the lines that the tests of stack traces name.
    disableTypeChecks: false,
    incremental: process.env["CI"] === undefined,
    incrementalFile: file(".incremental.json"),
    reporters: ["clear-text", "html", "json", "progress-append-only"],
    clearTextReporter: { logTests: false, reportTests: false, reportScoreTable: false },
    htmlReporter: { fileName: file(".html") },
    jsonReporter: { fileName: file(".json") },
    // Mutants of a loop may never end. On a busy machine others take long, and must not be taken for those.
    timeoutMS: 20_000,
  };
  writeFileSync(join(reports, `${name}.config.json`), JSON.stringify(options));
  const command = spawn(process.execPath, [stryker, "run", file(".config.json")], {
    cwd: repository,
    env: { ...process.env, MUTATION_AREA: name },
    stdio: "inherit",
  });
  const [exitCode] = await once(command, "exit");
  if (exitCode !== 0) {
    console.error(`Stryker failed in the area ${name}: what it printed above says why`);
    process.exit(1);
  }
  const report: Report = JSON.parse(readFileSync(join(reports, `${name}.json`), "utf8"));
  const counts = new Map<Status, number>();
  for (const { mutants } of Object.values(report.files)) {
    for (const { status } of mutants) counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return counts;
}

const asked = process.argv.slice(2);
const unknown = asked.find((name) => areas[name] === undefined);
if (unknown !== undefined) {
  console.error(`there is no area ${unknown}: take ${Object.keys(areas).join(", ")}`);
  process.exit(2);
}
mkdirSync(reports, { recursive: true });
const rows: Record<string, Record<string, number | string>> = {};
for (const [name, area] of Object.entries(areas)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const startedAt = performance.now();
  const counts = await run(name, area);
  const of = (status: Status): number => counts.get(status) ?? 0;
  const found = of("Killed") + of("Timeout");
  const score = (100 * found) / (found + of("Survived") + of("NoCoverage"));
  rows[name] = {
    killed: of("Killed"),
    "timed out": of("Timeout"),
    survived: of("Survived"),
    "no coverage": of("NoCoverage"),
    ignored: of("Ignored"),
    "score, %": score.toFixed(1),
    minutes: ((performance.now() - startedAt) / 60_000).toFixed(1),
  };
  if (!(score >= leastScore)) process.exitCode = 1;
}
console.table(rows);
