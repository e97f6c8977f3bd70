import type { Call } from "../call.ts";
import type { AnyOrqError } from "../errors/any-orq-error.ts";
import { captureStack } from "../errors/capture-stack.ts";
import { AbortError, ConfigError, ValidationError } from "../errors/errors.ts";
import { AuthError, StatusError } from "../errors/status-error.ts";
import type { Body } from "../operation.ts";
import { checkSignal } from "../options/call-options.ts";
import { checkFunction } from "../options/client-options.ts";
import { wholeNumber } from "../options/limits.ts";
import { inOrder } from "../results/in-order.ts";
import { Pause } from "../transport/retry/pause.ts";
import { maxRetryAfterMs } from "../transport/retry/retry-plan.ts";
import { type UpsertedIdentity, type UpsertOptions, upsertIdentity } from "./upsert-identity.ts";

/** A person as a sync takes one: the id, and the values that the record is to have. */
export type SyncedIdentity = Pick<Body<"POST /v2/identities">, "external_id"> & Body<"PATCH /v2/identities/{id}">;

/** What came of one person of a sync: `switch (result.outcome)` narrows it. */
export type SyncOutcome<Input = SyncedIdentity> = SyncedOutcome<Input> | FailedOutcome<Input>;

interface OutcomeOf<Input> {
  /** As the source gave it: what failed can be given to another sync. */
  readonly input: Input;
  /** Its place in the source, from 0. */
  readonly index: number;
}

/** A person whose record has the given values now. */
interface SyncedOutcome<Input> extends UpsertedIdentity, OutcomeOf<Input> {}

/** A person whose upsert failed. */
interface FailedOutcome<Input> extends OutcomeOf<Input> {
  /** Tells the outcomes apart. */
  readonly outcome: "failed";
  /** What the upsert threw. */
  readonly error: AnyOrqError;
}

/** How far a sync has come. */
export interface SyncProgress {
  /** How many people of the source are dealt with. A sync with this `checkpoint` goes on after them. */
  readonly checkpoint: number;
  /** How many records were made. */
  readonly created: number;
  /** How many records were changed. */
  readonly updated: number;
  /** How many records had every value already. */
  readonly unchanged: number;
  /** How many people have the outcome `failed`. */
  readonly failed: number;
}

/** The options of a sync, beside those of each of its calls. */
export interface SyncOptions extends UpsertOptions {
  /**
   * The most people that are worked on at once, up to 1,000.
   * @default 8
   */
  readonly concurrency?: number | undefined;
  /**
   * How many people at the beginning of the source to pass over, since an earlier sync has dealt with them.
   * @default 0
   */
  readonly checkpoint?: number | undefined;
  /** Called for each outcome, when the loop has come back from it, and waited for. What it throws ends the sync. */
  readonly onProgress?: ((progress: SyncProgress) => void | Promise<void>) | undefined;
}

const defaultConcurrency = 8;
const maxConcurrency = 1000;

/**
 * Upserts the people of a source. `Identities.sync` describes it.
 *
 * @internal
 */
export async function* syncIdentities<Input>(
  call: Call,
  source: Iterable<Input> | AsyncIterable<Input>,
  { concurrency, checkpoint, onProgress, signal, ...options }: SyncOptions,
): AsyncGenerator<SyncOutcome<Input>, void, undefined> {
  const people = numbered(source, wholeNumber("checkpoint", checkpoint, 0) ?? 0);
  const workers = wholeNumber("concurrency", concurrency, 1) ?? defaultConcurrency;
  if (workers > maxConcurrency) throw new ConfigError(`concurrency must be at most ${maxConcurrency}`);
  checkFunction("onProgress", onProgress);
  checkSignal(signal);
  const pause = new Pause();
  const latest = new Map<string, Promise<unknown>>();
  const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  try {
    for await (const outcome of inOrder(people, workers, signal, settle)) {
      yield outcome;
      counts[outcome.outcome] += 1;
      await onProgress?.({ checkpoint: outcome.index + 1, ...counts });
    }
  } catch (error) {
    if (concernsAll(error)) captureStack(error);
    throw error;
  }

  async function settle({ input, index }: OutcomeOf<Input>, stop: AbortSignal): Promise<SyncOutcome<Input>> {
    try {
      const { external_id, ...fields } = personOf(input, index);
      return { ...(await inTurn(external_id, fields, stop)), input, index };
    } catch (error) {
      if (concernsAll(error)) throw error;
      return { outcome: "failed", error: error as AnyOrqError, input, index };
    }
  }

  /** Two upserts of one person follow each other, so that the later one has the last word. */
  async function inTurn(external_id: string, fields: object, stop: AbortSignal): Promise<UpsertedIdentity> {
    const before = latest.get(external_id);
    const upserted = (async () => {
      await before?.catch(() => {});
      return upsertIdentity(call, external_id, fields, { ...options, signal: stop, pause });
    })();
    latest.set(external_id, upserted);
    try {
      return await upserted;
    } finally {
      if (latest.get(external_id) === upserted) latest.delete(external_id);
    }
  }
}

async function* numbered<Input>(
  source: Iterable<Input> | AsyncIterable<Input>,
  passedOver: number,
): AsyncGenerator<OutcomeOf<Input>, void, undefined> {
  if (!(Symbol.asyncIterator in Object(source)) && !(Symbol.iterator in Object(source))) {
    throw new ConfigError("the source of a sync must be an iterable or an async iterable");
  }
  let index = 0;
  for await (const input of source) {
    if (index >= passedOver) yield { input, index };
    index += 1;
  }
}

/** @throws {ValidationError} for what is not a person. */
function personOf(input: unknown, index: number): SyncedIdentity {
  let cause: unknown;
  try {
    const person = { ...(input as SyncedIdentity) };
    if (typeof person.external_id === "string") return person;
  } catch (failure) {
    cause = failure;
  }
  throw new ValidationError(`input ${index} of the sync is not a person with an external_id`, { cause });
}

/** Tells whether an error would meet everybody: an abort, a key that is refused, a server that asks to wait for long. */
function concernsAll(error: unknown): error is Error {
  if (error instanceof AbortError || error instanceof ConfigError || error instanceof AuthError) return true;
  return error instanceof StatusError && (error.retryAfterMs ?? 0) > maxRetryAfterMs;
}
