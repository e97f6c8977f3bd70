// Puts the people of an NDJSON file into the queue: `npx tsx examples/sync-queue/producer.ts people.ndjson`.
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { type BulkJobOptions, Queue } from "bullmq";
import { connect, type Outcome, type Person, queueName } from "./queue.ts";

const peoplePerBatch = 1_000;
const aDaySeconds = 86_400;

const [path = "people.ndjson"] = process.argv.slice(2);
const file = await open(path);
const { mtimeMs } = await file.stat();
// The same file gives the same ids, and a job whose id is known is not added again: a producer that was stopped is started anew.
const version = createHash("sha256").update(`${path} ${mtimeMs}`).digest("hex").slice(0, 12);

const connection = connect();
const queue = new Queue<Person, Outcome>(queueName, { connection });
const options: BulkJobOptions = {
  attempts: 10,
  backoff: { type: "exponential", delay: 200, jitter: 0.5 },
  removeOnComplete: { age: aDaySeconds },
};
let batch: Parameters<typeof queue.addBulk>[0] = [];
let index = 0;
for await (const line of file.readLines()) {
  batch.push({ name: "upsert", data: JSON.parse(line), opts: { ...options, jobId: `${version}-${index}` } });
  index += 1;
  if (batch.length < peoplePerBatch) continue;
  await queue.addBulk(batch);
  batch = [];
}
await queue.addBulk(batch);
console.log(`${index} people are in the queue`);
await queue.close();
connection.disconnect();
