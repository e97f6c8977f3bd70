// Takes people from the queue and upserts them: `ORQ_API_KEY=… npx tsx examples/sync-queue/worker.ts`, as often as you like.
import { hostname } from "node:os";
import { Queue, UnrecoverableError, Worker } from "bullmq";
import { isOrqError, Orq } from "orq-client";
import { connect, type Outcome, type Person, queueName, rateLimit } from "./queue.ts";

/** How many people one worker has under way. */
const concurrency = 8;
/** After this time without a sign of life, what a worker had under way is given to another. */
const lostAfterMs = 5_000;
/** A person who was under way in so many workers that died is not tried again. */
const maxLostWorkers = 3;

// The queue repeats what fails, since it knows of all workers.
const orq = new Orq({ maxRetries: 0 });
const connection = connect();
const queue = new Queue<Person, Outcome>(queueName, { connection });

const worker = new Worker<Person, Outcome>(
  queueName,
  async ({ data: { external_id, ...fields } }) => {
    try {
      // Also where a worker died in the middle of it: what it has done is found, and not done again.
      return (await orq.identities.upsert(external_id, fields)).outcome;
    } catch (error) {
      throw await failure(error);
    }
  },
  {
    connection,
    // Each job says who took it.
    name: `${hostname()} ${process.pid}`,
    concurrency,
    limiter: rateLimit,
    lockDuration: lostAfterMs,
    stalledInterval: lostAfterMs,
    maxStalledCount: maxLostWorkers,
  },
);

async function failure(error: unknown): Promise<unknown> {
  if (!isOrqError(error)) return error;
  if (error.code === "STATUS" && error.retryAfterMs !== undefined) {
    // Holds back every worker, and does not count as an attempt.
    await queue.rateLimit(error.retryAfterMs);
    return Worker.RateLimitError();
  }
  const isRefused = error.code === "VALIDATION" || (error.code === "STATUS" && [400, 422].includes(error.status));
  return isRefused ? new UnrecoverableError(error.message) : error;
}

// Ends what is under way and takes nothing more.
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    await worker.close();
    await queue.close();
    connection.disconnect();
  });
}
worker.on("error", (error) => console.error(error.message));
