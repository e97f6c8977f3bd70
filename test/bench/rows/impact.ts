import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createApi } from "../../../scripts/sandbox/api/api.ts";
import { servedApi } from "../../../scripts/sandbox/served-api.ts";
import { statementsOf } from "../../full-spec/program.ts";
import { withoutExamples } from "../../full-spec/without-examples.ts";
import { packageFolder } from "../../support/packages.ts";
import { inTurns } from "../in-turns.ts";
import { nodeCost } from "../process-cost.ts";
import { ourName, type Row, rowOf } from "../row.ts";
import { commandCost, type Setup } from "../setup.ts";

const rounds = 3;
const files = 20;
const callsPerFile = 5;
const typecheck = "tsc";

/** What a pin breaks in a project that calls 100 operations of a pin of its own, beside one plain type-check of the project. */
export async function measureImpact(setup: Setup): Promise<Row[]> {
  const root = await setup.pins();
  writeProject(root);
  const tsc = join(packageFolder("typescript"), "bin/tsc");
  return [
    rowOf({
      row: "impact",
      what: `which lines of ${files * callsPerFile} calls a pin breaks`,
      unit: "s of CPU",
      samples: await inTurns(rounds, {
        [ourName]: () => commandCost(["impact", "after"], { cwd: root, exitCodes: [0, 2] }).cpuSeconds,
        [typecheck]: () => nodeCost([tsc, "-p", root]).cpuSeconds,
      }),
      limit: typecheck,
      goals: [{ over: typecheck, most: 3 }],
    }),
  ];
}

function writeProject(root: string): void {
  const compilerOptions = {
    target: "es2022",
    lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable"],
    module: "nodenext",
    types: [],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  };
  writeFileSync(join(root, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
  mkdirSync(join(root, "src"));
  const { api } = servedApi(root, "before");
  const bare = createApi(withoutExamples(api.document));
  const calls = [...bare.operations.values()]
    .flatMap((operation) => statementsOf(bare, operation))
    .filter(({ kind }) => kind === "call");
  for (let file = 0; file < files; file += 1) {
    const code = calls.slice(file * callsPerFile, (file + 1) * callsPerFile).map((call) => `await ${call.code};`);
    const head = [
      'import { Orq } from "orq-client";',
      'import type { paths } from "../generated/before/openapi.d.ts";',
      "const api = new Orq().withSpec<paths>();",
    ];
    writeFileSync(join(root, `src/calls-${file}.ts`), `${[...head, ...code].join("\n")}\n`);
  }
}
