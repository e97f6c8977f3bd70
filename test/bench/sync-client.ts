import { Orq, type SyncedIdentity } from "orq-client";

/** What a run of the client reports, a line each. */
export interface SyncReport {
  readonly people: number;
  readonly elapsedMs: number;
  readonly heapMb: number;
  readonly rssMb: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

// Run by sync.ts in a process of its own, with --expose-gc: `sync-client.ts <people>`. What fails is given to another sync.
const count = Number(process.argv[2]);
const orq = new Orq();
const outcomes: Record<string, number> = { created: 0, updated: 0, unchanged: 0, failed: 0 };
const startedAt = performance.now();
const bytesPerMb = 1_000_000;

function* people(): Generator<SyncedIdentity> {
  for (let index = 0; index < count; index += 1) {
    yield { external_id: `user_${index}`, display_name: `Person ${index}`, tags: [`team-${index % 7}`] };
  }
}

function report(done: number): void {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const [heapMb, rssMb] = [heapUsed / bytesPerMb, rss / bytesPerMb];
  const line: SyncReport = { people: done, elapsedMs: performance.now() - startedAt, heapMb, rssMb, outcomes };
  console.log(JSON.stringify(line));
}

let failed: SyncedIdentity[] = [];
for await (const { outcome, input, index } of orq.identities.sync(people())) {
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  if (outcome === "failed") failed.push(input);
  if ((index + 1) % (count / 10) === 0) report(index + 1);
}
while (failed.length > 0) {
  const again = failed;
  failed = [];
  for await (const { outcome, input } of orq.identities.sync(again)) {
    outcomes[`${outcome} again`] = (outcomes[`${outcome} again`] ?? 0) + 1;
    if (outcome === "failed") failed.push(input);
  }
}
report(count);
