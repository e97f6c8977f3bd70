import type { AnyInit, Call } from "../call.ts";
import { AbortError, ValidationError } from "../errors/errors.ts";
import { OrqError } from "../errors/orq-error.ts";
import { NotFoundError } from "../errors/status-error.ts";
import type { Body, Result } from "../operation.ts";
import type { CallOptions } from "../options/call-options.ts";
import { jsonBody } from "../request/json-body.ts";

/** The record of an upsert, and what it took to get there. */
export interface UpsertedIdentity {
  /** `unchanged`: the record had every given value already, and nothing was written. */
  readonly outcome: "created" | "updated" | "unchanged";
  /** The record as the server gave it last. */
  readonly identity: UpsertedRecord;
}

type UpsertedRecord =
  | Result<"GET /v2/identities/{id}">
  | Result<"POST /v2/identities">
  | Result<"PATCH /v2/identities/{id}">;
type Fields = Body<"PATCH /v2/identities/{id}">;

/** The options of each call that an upsert makes. Repeating an upsert is harmless, so none says whether that is so. */
export type UpsertOptions = Omit<CallOptions, "idempotent" | "idempotencyKey">;

/** Each look leads to one write. A third finds what the second one's write has met. */
const maxLooks = 3;
/** How a server says that an `external_id` is taken: the spec declares no error of a create. */
const takenStatuses: readonly unknown[] = [400, 409, 422];

/**
 * Brings the identity of an `external_id` to the given values. It looks before each write, so it never makes a second one.
 *
 * @internal
 */
export async function upsertIdentity(
  call: Call,
  external_id: string,
  given: Fields,
  options?: UpsertOptions & Pick<AnyInit, "pause">,
): Promise<UpsertedIdentity> {
  // As they are sent: a Date is compared as its text.
  const fields: Fields = JSON.parse(jsonBody(given)) ?? {};
  const one = { ...options, params: { path: { id: external_id } } };
  let failedCreate: OrqError | undefined;
  for (let looks = 1; ; looks += 1) {
    const found = await find();
    const isOwn = failedCreate?.mayHaveActed === true;
    // It was refused, and not because the id is taken.
    if (found === undefined && failedCreate !== undefined && !isOwn) throw failedCreate;
    // Replies are not validated: a record may be anything.
    const kept: Readonly<Record<string, unknown>> = Object(found);
    // Some servers take no null: it is sent only where there is something to clear.
    const needed = Object.entries(fields).filter(([name, value]) => !isNothing(value) || !isNothing(kept[name]));
    const body = Object.fromEntries(needed) as Fields;
    try {
      if (found === undefined) {
        const identity = await call("POST /v2/identities", { ...options, body: { ...body, external_id } });
        return { outcome: "created", identity };
      }
      const isKept = needed.every(([name, value]) => isEqual(kept[name], value));
      if (isKept) return { outcome: isOwn ? "created" : "unchanged", identity: found };
      const identity = await call("PATCH /v2/identities/{id}", { ...one, body });
      return { outcome: isOwn ? "created" : "updated", identity };
    } catch (error) {
      if (looks === maxLooks || !isReasonToLook(error, found !== undefined)) throw error;
      if (found === undefined) failedCreate = error;
    }
  }

  async function find(): Promise<Result<"GET /v2/identities/{id}"> | undefined> {
    try {
      const record = await call("GET /v2/identities/{id}", one);
      const { _id, external_id: known }: Partial<typeof record> = Object(record);
      if (_id !== external_id || known === external_id) return record;
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      // What the create before this look has done is still open.
      throw failedCreate?.mayHaveActed ? Object.assign(error as OrqError, { mayHaveActed: true }) : error;
    }
    throw new ValidationError(`the external_id ${JSON.stringify(external_id)} is the own id of another identity`);
  }
}

/** Tells whether the record may now be another than the one that a failed write was meant for. */
function isReasonToLook(error: unknown, isUpdate: boolean): error is OrqError {
  if (isUpdate) return error instanceof NotFoundError;
  if (!(error instanceof OrqError) || error instanceof AbortError) return false;
  return error.mayHaveActed || takenStatuses.includes(error.status);
}

/** Tells whether a field holds nothing. A server of the newer generation leaves such a field out of the record. */
function isNothing(value: unknown): boolean {
  return value == null || (typeof value === "object" && Object.keys(value).length === 0);
}

/** Compares values of JSON. The given one is at most as deep as a body may be. */
function isEqual(kept: unknown, given: unknown): boolean {
  if (kept === given) return true;
  if (typeof kept !== "object" || typeof given !== "object" || kept === null || given === null) return false;
  const names = Object.keys(given);
  return (
    Array.isArray(kept) === Array.isArray(given) &&
    names.length === Object.keys(kept).length &&
    names.every((name) => isEqual(Reflect.get(kept, name), Reflect.get(given, name)))
  );
}
