import { Redis } from "ioredis";
import type { SyncedIdentity, UpsertedIdentity } from "orq-client";

export const queueName = "identities";

/** A job is one person. Its result is what came of it. */
export type Person = SyncedIdentity;
export type Outcome = UpsertedIdentity["outcome"];

/** How many people all workers together take up in a second. An upsert makes two requests, or one where nothing changes. */
export const rateLimit = { max: 200, duration: 1_000 };

/** Connects to `REDIS_URL`, by default the Redis of this machine. A worker waits for a server that is away. */
export function connect(): Redis {
  return new Redis(process.env["REDIS_URL"] ?? "redis://127.0.0.1:6379", { maxRetriesPerRequest: null });
}
