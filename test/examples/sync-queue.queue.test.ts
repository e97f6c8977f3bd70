import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";
import { type Outcome, type Person, queueName, rateLimit } from "../../examples/sync-queue/queue.ts";
import { startRedis } from "../support/redis-server.ts";
import { startWithClient } from "../support/sandbox-client.ts";

const root = resolve(import.meta.dirname, "../..");
const people = 1_500;
const killedAfter = 400;
const workers = 3;

test("a queue with a worker that is killed loses nothing and doubles nothing", async () => {
  const socket = await startRedis();
  // A slow reply makes sure that the killed worker has people under way.
  const often = ["slow; ms=300", "503", "reset", "lost", "cut"];
  const kinds = [...often, ...often, ...often, "429; retry-after=1"];
  const { sandbox, orq } = await startWithClient({ faults: { share: 0.1, kinds } });
  const env = { ...process.env, REDIS_URL: socket, ORQ_API_KEY: sandbox.apiKey, ORQ_BASE_URL: sandbox.url };
  const start = (program: string, ...args: string[]): ChildProcess => {
    const path = join("examples/sync-queue", program);
    const child = spawn(process.execPath, ["--import", "tsx", path, ...args], { cwd: root, env, stdio: "inherit" });
    onTestFinished(() => void child.kill("SIGKILL"));
    return child;
  };
  const connection = new Redis(socket, { maxRetriesPerRequest: null });
  const queue = new Queue<Person, Outcome>(queueName, { connection });
  onTestFinished(async () => {
    await queue.close();
    connection.disconnect();
  });

  const file = await peopleFile();
  // Started twice, as after a crash: the second one finds its jobs.
  for (let times = 0; times < 2; times += 1) await succeeded(start("producer.ts", file));
  expect(await queue.count()).toBe(people);

  const startedAt = performance.now();
  const [victim, ...others] = Array.from({ length: workers }, () => start("worker.ts"));
  await until(async () => (await queue.getCompletedCount()) >= killedAfter);
  await until(async () => {
    const active = await queue.getActive();
    return active.filter(({ processedBy }) => processedBy?.endsWith(` ${victim?.pid}`)).length > 1;
  });
  victim?.kill("SIGKILL");
  await until(async () => (await queue.getCompletedCount()) + (await queue.getFailedCount()) === people);
  const elapsedMs = performance.now() - startedAt;
  for (const worker of others) {
    worker.kill("SIGTERM");
    await succeeded(worker);
  }

  const jobs = await queue.getCompleted(0, -1);
  const outcomes: Record<string, number> = {};
  for (const { returnvalue } of jobs) outcomes[returnvalue] = (outcomes[returnvalue] ?? 0) + 1;
  const taken = jobs.filter(({ stalledCounter }) => stalledCounter > 0).length;
  const { done, faults } = sandbox.counts;
  console.log({ people, outcomes, takenFromTheKilledWorker: taken, faults, elapsedMs: Math.round(elapsedMs) });

  expect(await queue.getFailed()).toEqual([]);
  expect(jobs).toHaveLength(people);
  // The worker died in the middle of its work, and others did it.
  expect(taken).toBeGreaterThan(0);
  expect(done["POST /v2/identities 201"]).toBe(people);
  const listed = new Map<string, string | null | undefined>();
  for await (const { external_id, display_name } of orq.identities.list({ limit: 50 })) {
    expect(listed.has(external_id)).toBe(false);
    listed.set(external_id, display_name);
  }
  expect(listed).toEqual(new Map(Array.from({ length: people }, (_, index) => [`user_${index}`, `Person ${index}`])));
  // All workers together are no quicker than the limit.
  expect(elapsedMs).toBeGreaterThan((people / rateLimit.max - 1) * rateLimit.duration);
});

async function peopleFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "orq-client-people-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "people.ndjson");
  const lines = Array.from({ length: people }, (_, index) =>
    JSON.stringify({ external_id: `user_${index}`, display_name: `Person ${index}` }),
  );
  await writeFile(path, `${lines.join("\n")}\n`);
  return path;
}

async function succeeded(child: ChildProcess): Promise<void> {
  const [code] = child.exitCode === null ? await once(child, "exit") : [child.exitCode];
  expect(code).toBe(0);
}

async function until(isReached: () => Promise<boolean>): Promise<void> {
  while (!(await isReached())) await sleep(20);
}
