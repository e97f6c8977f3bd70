import { execFileSync } from "node:child_process";
import { inTurns } from "../in-turns.ts";
import { installPeers, peerNames } from "../peers.ts";
import { ourName, type Row, rowOf, type Samples } from "../row.ts";

const timeRounds = 15;
const heapRounds = 3;
const nothing = "bare node";
const dist = new URL("../../../dist/index.js", import.meta.url).href;

/** What it costs to import a client, in a process of its own. */
export async function measureImport(): Promise<Row[]> {
  installPeers();
  const peers = peerNames.map((name) => [name, import.meta.resolve(name)]);
  const modules: Readonly<Record<string, string>> = { [ourName]: dist, ...Object.fromEntries(peers) };
  const programs = Object.entries(modules).map(
    ([name, url]) => [name, `await import(${JSON.stringify(url)})`] as const,
  );
  const measured = async (measure: (code: string) => number, rounds: number, first: object): Promise<Samples> => {
    const contenders = programs.map(([name, code]) => [name, () => measure(code)] as const);
    return inTurns(rounds, { ...first, ...Object.fromEntries(contenders) });
  };
  return [
    rowOf({
      row: "import",
      what: "a process that imports the client",
      unit: "ms",
      samples: await measured(wallMs, timeRounds, { [nothing]: () => wallMs("0") }),
      limit: nothing,
      goals: [{ over: nothing, most: 1.15 }],
      notes: ["wall time: a process starts with threads that do not wait for one another"],
    }),
    rowOf({
      row: "import, heap",
      what: "the heap after the import",
      unit: "MB",
      samples: await measured(heapMb, heapRounds, {}),
      goals: [{ most: 0.6 }],
    }),
  ];
}

function wallMs(code: string): number {
  const startedAt = performance.now();
  node([], code);
  return performance.now() - startedAt;
}

function heapMb(code: string): number {
  const used = "(globalThis.gc(), process.memoryUsage().heapUsed)";
  return Number(node(["--expose-gc"], `const before = ${used}; ${code}; console.log((${used} - before) / 1e6)`));
}

function node(options: readonly string[], code: string): string {
  return execFileSync(process.execPath, [...options, "--input-type=module", "-e", code], { encoding: "utf8" });
}
