import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Orq } from "orq-client";
import { type Sandbox, startSandbox } from "../../scripts/sandbox/sandbox.ts";
import type { SyncReport } from "./sync-client.ts";

const people = Number(process.env["PEOPLE"] ?? 100_000);
/** The share of replies that fail. */
const share = 0.05;
const often = ["503", "503; retry-after=0", "429; retry-after=0", "reset", "lost", "cut"];
/** Few of them ask for a second: each holds back the whole run. */
const kinds = [...Array.from({ length: 10 }, () => often).flat(), "429; retry-after=1"];
/** The most memory at the end, relative to that at a tenth of the way. */
const mostGrowth = 1.2;
const client = fileURLToPath(new URL("sync-client.ts", import.meta.url));

/** Syncs 100,000 people, while some replies fail, from a process of its own; then counts the records of the sandbox. */
export async function measureSync(): Promise<void> {
  const sandbox = await startSandbox({ faults: { share, kinds }, keptExchanges: 0 });
  const env = { ...process.env, ORQ_API_KEY: sandbox.apiKey, ORQ_BASE_URL: sandbox.url };
  const args = ["--expose-gc", "--import", "tsx", client, String(people)];
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  const reports: SyncReport[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const report: SyncReport = JSON.parse(line);
    reports.push(report);
    const { elapsedMs, heapMb, rssMb } = report;
    const rate = Math.round(report.people / (elapsedMs / 1_000));
    console.log(`${report.people} people  ${rate}/s  heap ${heapMb.toFixed(1)} MB  rss ${rssMb.toFixed(0)} MB`);
  }
  if (child.exitCode === null) await once(child, "exit");
  if (child.exitCode !== 0) throw new Error(`the client ended with ${child.exitCode}`);

  const [first, last] = [reports[0], reports.at(-1)];
  if (first === undefined || last === undefined) throw new Error("the client reported nothing");
  console.log(`outcomes ${JSON.stringify(last.outcomes)}`);
  const { requests, done, faults } = sandbox.counts;
  console.log(`requests ${requests}, faults ${JSON.stringify(faults)}`);
  const created = done["POST /v2/identities 201"] ?? 0;
  const { found, doubled } = await recordsOf(sandbox);
  console.log(`records  ${created} created; listed ${found}, lost ${people - found}, doubled ${doubled}`);
  const growth = { heap: last.heapMb / first.heapMb, rss: last.rssMb / first.rssMb };
  console.log(
    `memory   ${growth.heap.toFixed(2)} times the heap and ${growth.rss.toFixed(2)} times the rss of a tenth`,
  );
  await sandbox.close();
  if (created !== people || found !== people || doubled > 0) throw new Error("people were lost or doubled");
  if (growth.heap > mostGrowth || growth.rss > mostGrowth) throw new Error("memory has grown");
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
