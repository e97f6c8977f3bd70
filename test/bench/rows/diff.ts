import { inTurns } from "../in-turns.ts";
import { ourName, type Row, rowOf } from "../row.ts";
import { commandCost, type Setup } from "../setup.ts";
import { generator, generatorCost } from "./generate.ts";

const rounds = 3;
const bytesPerMiB = 2 ** 20;

/** What differs between two whole specs, three months apart. */
export async function measureDiff(setup: Setup): Promise<Row[]> {
  const { before, after } = setup.specs();
  const root = setup.workspace("diff");
  const peakMb: number[] = [];
  const diff = (): number => {
    const { cpuSeconds, peakMiB } = commandCost(["diff", before, after], { cwd: root, exitCodes: [0, 2] });
    peakMb.push((peakMiB * bytesPerMiB) / 1e6);
    return cpuSeconds;
  };
  const samples = await inTurns(rounds, {
    [ourName]: diff,
    [generator]: () => generatorCost(after, root).cpuSeconds,
  });
  return [
    rowOf({
      row: "diff",
      what: "the diff of two whole specs",
      unit: "s of CPU",
      samples,
      limit: generator,
      goals: [{ over: generator, most: 3.5 }],
    }),
    rowOf({
      row: "diff, memory",
      what: "the diff of two whole specs",
      unit: "MB at the peak",
      samples: { [ourName]: peakMb },
      goals: [{ most: 700 }],
    }),
  ];
}
