import { inTurns } from "../in-turns.ts";
import { nodeCost } from "../process-cost.ts";
import { ourName, type Row, rowOf } from "../row.ts";
import { updaters } from "../updaters.ts";

const rounds = 5;
const program = new URL("../stub-client.ts", import.meta.url).pathname;
const nodeMajor = Number(process.versions.node.split(".")[0]);
/** From Node 24 on `fetch` and `Request` are cheaper, and the goals stricter. */
const goals = nodeMajor >= 24 ? { raw: 1.6, openapiFetch: 0.8 } : { raw: 2, openapiFetch: 0.95 };

/** One update against a `fetch` that answers at once: what a client itself costs. Each client runs in a process of its own. */
export async function measureStub(): Promise<Row[]> {
  const contenders = Object.keys(updaters).map((name) => {
    return [name, () => Number(nodeCost(["--import", "tsx", program, name]).output)] as const;
  });
  return [
    rowOf({
      row: "stub",
      what: "an update against a stub fetch",
      unit: "µs of CPU",
      samples: await inTurns(rounds, Object.fromEntries(contenders)),
      limit: "raw fetch",
      goals: [
        { over: "raw fetch", most: goals.raw },
        { over: "openapi-fetch", most: goals.openapiFetch },
      ],
      notes: [`${ourName} with its key, deadlines, retries and guards on`],
    }),
  ];
}
