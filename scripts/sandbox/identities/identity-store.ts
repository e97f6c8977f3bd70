const CROCKFORD_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CLOCK_START_MS = Date.UTC(2026, 4, 14);
const CLOCK_STEP_MS = 1000;

export interface IdentityFields {
  readonly display_name?: string | null;
  readonly email?: string | null;
  readonly avatar_url?: string | null;
  readonly tags?: readonly string[];
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface Identity extends IdentityFields {
  readonly _id: string;
  readonly external_id: string;
  readonly created: string;
  readonly updated: string;
}

/** A deleted row stays as a landmark, so that a cursor into a list outlives the identity that it names. */
export interface IdentityRow {
  /** Its place in the order of creation. */
  readonly position: number;
  identity: Identity;
  deleted: boolean;
}

export class IdentityStore {
  /** In the order of creation. */
  readonly rows: IdentityRow[] = [];
  readonly #byId = new Map<string, IdentityRow>();
  /** Those that are not deleted: a deleted one's external id is free again. */
  readonly #byExternalId = new Map<string, IdentityRow>();
  #writes = 0;

  /** Returns the row that a cursor names, deleted or not. */
  landmark(id: string): IdentityRow | undefined {
    return this.#byId.get(id);
  }

  find(id: string): Identity | undefined {
    return this.#row(id)?.identity;
  }

  create(externalId: string, fields: IdentityFields): Identity {
    const nowMs = this.#tick();
    const now = new Date(nowMs).toISOString();
    const identity: Identity = {
      _id: `contact_${crockford(nowMs, 10)}${crockford(this.#writes, 16)}`,
      external_id: externalId,
      ...writableFields(fields),
      created: now,
      updated: now,
    };
    const row = { position: this.rows.length, identity, deleted: false };
    this.rows.push(row);
    this.#byId.set(identity._id, row);
    this.#byExternalId.set(externalId, row);
    return identity;
  }

  /** Replaces the record and does not change it in place: replies that were recorded earlier keep what they said. */
  update(id: string, fields: IdentityFields): Identity | undefined {
    const row = this.#row(id);
    if (row === undefined) return undefined;
    row.identity = { ...row.identity, ...writableFields(fields), updated: new Date(this.#tick()).toISOString() };
    return row.identity;
  }

  delete(id: string): boolean {
    const row = this.#row(id);
    if (row === undefined) return false;
    row.deleted = true;
    this.#byExternalId.delete(row.identity.external_id);
    return true;
  }

  #row(id: string): IdentityRow | undefined {
    const row = this.#byId.get(id);
    return row === undefined || row.deleted ? this.#byExternalId.get(id) : row;
  }

  /** A clock that only writes move: the same calls give the same ids and dates in every run, and no two are equal. */
  #tick(): number {
    this.#writes += 1;
    return CLOCK_START_MS + this.#writes * CLOCK_STEP_MS;
  }
}

/** Keeps a body from setting what is the server's alone (`_id`, `created`), as its schema allows any further key. */
function writableFields({ display_name, email, avatar_url, tags, metadata }: IdentityFields): IdentityFields {
  return {
    ...(display_name !== undefined && { display_name }),
    ...(email !== undefined && { email }),
    ...(avatar_url !== undefined && { avatar_url }),
    ...(tags !== undefined && { tags }),
    ...(metadata !== undefined && { metadata }),
  };
}

/** The digits of a ULID: padded, so that ids sort as their numbers do. */
function crockford(value: number, length: number): string {
  let digits = "";
  for (let rest = value; digits.length < length; rest = Math.floor(rest / 32)) {
    digits = CROCKFORD_DIGITS.charAt(rest % 32) + digits;
  }
  return digits;
}
