import type { Operation, Result } from "./operation.ts";

type ServedPath = "/v2/identities" | "/v2/contacts";

/** Every operation at or below a path that the facade covers. */
export type ServedOperation = Extract<Operation, `${string} ${ServedPath}` | `${string} ${ServedPath}/${string}`>;

/** What the types of an operation cannot tell at run time. */
interface OperationTraits<Data> {
  /**
   * Repeating the request has no further effect.
   * @default judged by the method
   */
  readonly idempotent?: boolean;
  /** Treats a success without a body as an error. Allowed only where every declared success has one. */
  readonly bodyExpected?: undefined extends Data ? never : true;
  /** Turns the reply of a server of another generation into the one that the types declare. */
  readonly unwrap?: (data: Data) => Data;
  /** What the error of a 404, 405 or 410 adds, where that means that the server has no such operation any more. */
  readonly gone?: string;
}

/** Traits of an operation, with its type erased. */
export interface AnyTraits {
  readonly idempotent?: boolean;
  readonly bodyExpected?: boolean;
  readonly unwrap?: (data: never) => unknown;
  readonly gone?: string;
}

/** Keyed like the contract: an operation that is gone, new or misspelt is an error on its line. */
const traits: { readonly [O in ServedOperation]: OperationTraits<Result<O>> } = {
  "GET /v2/identities": { bodyExpected: true, unwrap: pageOf },
  "POST /v2/identities": { bodyExpected: true, unwrap: identityOf },
  "GET /v2/identities/{id}": { bodyExpected: true, unwrap: identityOf },
  // It sets values and adds to none: a second time changes nothing.
  "PATCH /v2/identities/{id}": { bodyExpected: true, unwrap: identityOf, idempotent: true },
  "DELETE /v2/identities/{id}": { unwrap: nothing },
  // An upsert by `external_id`: it needs no record, so a 404 is about the operation.
  "POST /v2/contacts": {
    bodyExpected: true,
    idempotent: true,
    gone: "this server has no contacts; the API has had none since 2026-06-02: use identities.upsert",
  },
};

/** Returns the traits of an operation that the facade covers. */
export function traitsOf(operation: string): AnyTraits | undefined {
  return Object.hasOwn(traits, operation) ? traits[operation as ServedOperation] : undefined;
}

/** A server of the newer generation wraps the record: `{ identity }`. */
function identityOf<Flat extends { readonly _id: string }>(reply: Flat): Flat {
  const { identity = reply } = Object(reply) as { identity?: Flat };
  return identity;
}

/** An empty page may arrive as `{ "object": "list" }`. */
function pageOf<Page extends { readonly data: readonly unknown[]; readonly has_more: boolean }>(page: Page): Page {
  const { data, has_more } = Object(page) as Partial<Page>;
  return data === undefined && has_more !== true && Object(page) === page
    ? { ...page, data: [], has_more: false }
    : page;
}

/** A server of the newer generation answers a delete with `{}`. */
function nothing(): undefined {}
