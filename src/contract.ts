import type { Result } from "./operation.ts";
import type { Orq } from "./orq.ts";
import type { ServedOperation } from "./traits.ts";

type ResourceName = Exclude<
  keyof Orq,
  "api" | "call" | "paginate" | "stream" | "withOptions" | "withSpec" | "withSpecs"
>;

/** The methods that are made of several calls. */
type ComposedMethod = "identities.upsert" | "identities.sync";

/** Every method of every resource that calls one operation, such as `"identities.update"`. */
export type FacadeMethod = Exclude<
  { [Name in ResourceName]: `${Name}.${keyof Orq[Name] & string}` }[ResourceName],
  ComposedMethod
>;

// The compiler holds this list against the pin: an operation that is gone, new or misspelt is an error on its line.
const served = {
  "GET /v2/identities": "identities.list",
  "POST /v2/identities": "identities.create",
  "GET /v2/identities/{id}": "identities.retrieve",
  "PATCH /v2/identities/{id}": "identities.update",
  "DELETE /v2/identities/{id}": "identities.delete",
  "POST /v2/contacts": "contacts.create",
} as const satisfies Record<ServedOperation, FacadeMethod | "raw">;

// Compile error here (property is missing): a facade method that serves no operation.
const withoutOperation: Record<Exclude<FacadeMethod, (typeof served)[keyof typeof served]>, never> = {};

// Compile error here: an operation that declares no success any more. Its `Result` is `never`, which is assignable to
// everything and would hide the change.
const withoutSuccess: Record<
  { [O in ServedOperation]: [Result<O>] extends [never] ? O : never }[ServedOperation],
  never
> = {};

/** The facade method that serves each operation; `"raw"` for one that is left to `orq.call`. */
export const contract: Readonly<Record<ServedOperation, FacadeMethod | "raw">> = {
  ...served,
  ...withoutOperation,
  ...withoutSuccess,
};

/** The operations that a method calls that is made of several calls. */
export const composed: Readonly<Record<ComposedMethod, readonly ServedOperation[]>> = {
  "identities.upsert": ["GET /v2/identities/{id}", "POST /v2/identities", "PATCH /v2/identities/{id}"],
  "identities.sync": ["GET /v2/identities/{id}", "POST /v2/identities", "PATCH /v2/identities/{id}"],
};
