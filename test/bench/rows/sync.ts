import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Orq } from "orq-client";
import { type Sandbox, startSandbox } from "../../../scripts/sandbox/sandbox.ts";
import { ourName, type Row, rowOf } from "../row.ts";
import type { SyncReport } from "../sync-client.ts";

/** 100,000 take eight minutes. */
const people = Number(process.env["PEOPLE"] ?? 10_000);
/** The share of replies that fail. */
const share = 0.05;
const often = ["503", "503; retry-after=0", "429; retry-after=0", "reset", "lost", "cut"];
/** Few of them ask for a second: each holds back the whole run. */
const kinds = [...Array.from({ length: 10 }, () => often).flat(), "429; retry-after=1"];
/** The most memory at the end, relative to that at a tenth of the way. */
const mostGrowth = 1.2;
const client = fileURLToPath(new URL("../sync-client.ts", import.meta.url));

/** Syncs people, while some replies fail, from a process of its own; then counts the records of the sandbox. */
export async function measureSync(): Promise<Row[]> {
  const sandbox = await startSandbox({ faults: { share, kinds }, keptExchanges: 0 });
  const env = { ...process.env, ORQ_API_KEY: sandbox.apiKey, ORQ_BASE_URL: sandbox.url };
  const args = ["--expose-gc", "--import", "tsx", client, String(people)];
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  const reports: SyncReport[] = [];
  for await (const line of createInterface({ input: child.stdout })) reports.push(JSON.parse(line));
  if (child.exitCode === null) await once(child, "exit");
  if (child.exitCode !== 0) throw new Error(`the client ended with ${child.exitCode}`);

  const [first, last] = [reports[0], reports.at(-1)];
  if (first === undefined || last === undefined) throw new Error("the client reported nothing");
  const created = sandbox.counts.done["POST /v2/identities 201"] ?? 0;
  const { found, doubled } = await recordsOf(sandbox);
  await sandbox.close();
  const rate = Math.round(last.people / (last.elapsedMs / 1_000));
  const what = `${people.toLocaleString("en")} people synced while ${share * 100} % of the replies fail`;
  const atTenth = "at a tenth of the way";
  const memory = (row: string, unit: string, key: "heapMb" | "rssMb"): Row =>
    rowOf({
      row,
      what,
      unit,
      samples: { [ourName]: [last[key]], [atTenth]: [first[key]] },
      limit: atTenth,
      goals: [{ over: atTenth, most: mostGrowth }],
    });
  return [
    rowOf({
      row: "sync",
      what,
      unit: "lost or doubled",
      samples: { [ourName]: [Math.abs(created - people) + (people - found) + doubled] },
      goals: [{ most: 0 }],
      notes: [`${rate} people a second; outcomes ${JSON.stringify(last.outcomes)}`],
    }),
    memory("sync, heap", "MB of heap", "heapMb"),
    memory("sync, memory", "MB resident", "rssMb"),
  ];
}

async function recordsOf({ url, apiKey }: Sandbox): Promise<{ readonly found: number; readonly doubled: number }> {
  const seen = new Set<string>();
  let listed = 0;
  const orq = new Orq({ apiKey, baseUrl: url, maxRetries: 10 });
  for await (const { external_id, display_name } of orq.identities.list({ limit: 50 })) {
    listed += 1;
    if (display_name === `Person ${external_id.slice("user_".length)}`) seen.add(external_id);
  }
  return { found: seen.size, doubled: listed - seen.size };
}
