import { rmSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../../support/packages.ts";
import { inTurns } from "../in-turns.ts";
import { nodeCost, type ProcessCost } from "../process-cost.ts";
import { ourName, type Row, rowOf } from "../row.ts";
import { commandCost, type Setup } from "../setup.ts";

const rounds = 3;
export const generator = "openapi-typescript";

/** A pull of a whole spec, from a file to types that are written. Nothing is pinned before, so that nothing is compared. */
export async function measureGenerate(setup: Setup): Promise<Row[]> {
  const { after } = setup.specs();
  const root = setup.workspace("generate");
  const pull = (): ProcessCost => {
    for (const path of ["openapi/spec.lock.json", "openapi/x", "generated"]) {
      rmSync(join(root, path), { recursive: true, force: true });
    }
    return commandCost(["pull", "--from", after, "--pin", "x"], { cwd: root });
  };
  return [
    rowOf({
      row: "generate",
      what: "a pull of a whole spec, to types",
      unit: "s of CPU",
      samples: await inTurns(rounds, {
        [ourName]: () => pull().cpuSeconds,
        [generator]: () => generatorCost(after, root).cpuSeconds,
      }),
      limit: generator,
      goals: [{ over: generator, most: 2.2 }],
    }),
  ];
}

/** Runs openapi-typescript alone over a spec. */
export function generatorCost(spec: string, cwd: string): ProcessCost {
  const cli = join(packageFolder(generator), "bin/cli.js");
  return nodeCost([cli, spec, "-o", "bare.d.ts", "--default-non-nullable=false"], { cwd });
}
