import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { formatRow, missesOf } from "./format-row.ts";
import { writePage } from "./page/page.ts";
import { machineOf, type Results } from "./results.ts";
import type { Row } from "./row.ts";
import { measureBundle } from "./rows/bundle.ts";
import { measureDiff } from "./rows/diff.ts";
import { measureGenerate } from "./rows/generate.ts";
import { measureImpact } from "./rows/impact.ts";
import { measureImport } from "./rows/import.ts";
import { measureInstalled } from "./rows/installed.ts";
import { measureKeepAlive } from "./rows/keep-alive.ts";
import { measureStream } from "./rows/stream.ts";
import { measureStub } from "./rows/stub.ts";
import { measureSync } from "./rows/sync.ts";
import { measureTypes } from "./rows/types.ts";
import { type GivenSpecs, Setup } from "./setup.ts";

/** What is measured, in the order of the report. */
const benchmarks: Readonly<Record<string, (setup: Setup) => Promise<Row[]>>> = {
  stub: measureStub,
  stream: measureStream,
  "keep-alive": measureKeepAlive,
  bundle: measureBundle,
  import: measureImport,
  installed: measureInstalled,
  types: measureTypes,
  generate: measureGenerate,
  diff: measureDiff,
  impact: measureImpact,
  sync: measureSync,
};
const usage = `npm run bench -- [${Object.keys(benchmarks).join(" | ")} …] [--before <spec> --after <spec>] [--json <file>] [--publish]`;

try {
  process.exit(await main());
} catch (error) {
  console.error(`error: ${(error as Error).message}`);
  process.exit(2);
}

/** Returns the exit code: 1 where a goal is missed. */
async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      before: { type: "string" },
      after: { type: "string" },
      json: { type: "string", default: "coverage/bench.json" },
      publish: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const unknown = positionals.find((name) => !(name in benchmarks));
  if (unknown !== undefined) throw new Error(`no benchmark is named ${unknown}: ${usage}`);
  if (values.publish && positionals.length > 0) throw new Error("--publish is for all benchmarks: name none");

  const setup = new Setup(specsOf(values));
  const rows: Row[] = [];
  try {
    for (const [name, measure] of Object.entries(benchmarks)) {
      if (positionals.length > 0 && !positionals.includes(name)) continue;
      for (const row of await measure(setup)) {
        rows.push(row);
        console.log(formatRow(row));
      }
    }
  } finally {
    await setup.remove();
  }
  const results: Results = { machine: machineOf(setup.specNames), rows };
  const file = resolve(values.json);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  console.log(`\nwritten: ${values.json}`);
  if (values.publish) console.log(`written: ${writePage(results).join(", ")}`);
  const misses = rows.flatMap(missesOf);
  for (const miss of misses) console.error(`missed: ${miss}`);
  return misses.length === 0 ? 0 : 1;
}

function specsOf({ before, after }: { readonly before?: string; readonly after?: string }): GivenSpecs | undefined {
  if (before !== undefined && after !== undefined) return { before, after };
  if (before === undefined && after === undefined) return undefined;
  throw new Error("--before and --after go together: name two revisions of one spec");
}
