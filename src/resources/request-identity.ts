import { ValidationError } from "../errors/errors.ts";
import type { Body } from "../operation.ts";
import type { newerPaths } from "../spec.ts";

/** An identity as the bodies of requests take it, such as that of `POST /v2/deployments/invoke`. */
export type RequestIdentity = NonNullable<Body<"POST /v2/deployments/invoke", newerPaths>["identity"]>;

/** What `requestIdentity` takes of a record, of either generation. */
export interface IdentityRecord {
  /** Becomes `id`. */
  readonly external_id: string;
  /** Stays as it is. */
  readonly display_name?: string | null;
  /** Stays as it is. */
  readonly email?: string | null;
  /** Becomes `logo_url`. */
  readonly avatar_url?: string | null;
  /** Stay as they are. */
  readonly tags?: string[] | null;
  /** Becomes a list with one object. */
  readonly metadata?: Record<string, unknown> | null;
}

/**
 * Maps a record to the shape that the bodies of requests take: `external_id` becomes `id`, `avatar_url` becomes `logo_url`,
 * and `metadata` a list with one object. What is `null` or absent is left out.
 *
 * @throws {ValidationError} for a record without an `external_id`.
 */
export function requestIdentity(record: IdentityRecord): RequestIdentity {
  if (typeof record?.external_id !== "string") throw new ValidationError("the record has no external_id");
  const { external_id, display_name, email, avatar_url, tags, metadata } = record;
  const fields: { [Key in keyof RequestIdentity]: RequestIdentity[Key] | null | undefined } = {
    id: external_id,
    display_name,
    email,
    logo_url: avatar_url,
    tags,
    metadata: metadata && [metadata],
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as unknown as RequestIdentity;
}
