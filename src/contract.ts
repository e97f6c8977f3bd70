import type { Operation, Result } from "./operation.ts";
import type { Orq } from "./orq.ts";

type ServedPath = "/v2/identities" | "/v2/contacts";

/** Every operation at or below a path that the facade covers. */
export type ServedOperation = Extract<Operation, `${string} ${ServedPath}` | `${string} ${ServedPath}/${string}`>;

type ResourceName = Exclude<keyof Orq, "api" | "call" | "withSpec">;

/** Every method of every resource, such as `"identities.update"`. */
export type FacadeMethod = { [Name in ResourceName]: `${Name}.${keyof Orq[Name] & string}` }[ResourceName];

// The compiler holds this list against the pin: an operation that is gone, new or misspelt is an error on its line.
const served = {
  "GET /v2/identities": "identities.list",
  "POST /v2/identities": "identities.create",
  "GET /v2/identities/{id}": "identities.retrieve",
  "PATCH /v2/identities/{id}": "identities.update",
  "DELETE /v2/identities/{id}": "identities.delete",
  "POST /v2/contacts": "contacts.create",
} as const satisfies Record<ServedOperation, FacadeMethod | "raw">;

// And against the facade: a method that serves no operation is a property that is missing here.
const withoutOperation: Record<Exclude<FacadeMethod, (typeof served)[keyof typeof served]>, never> = {};

// And an operation without any success left would give `never`, which fits everywhere: it is missing here.
const withoutSuccess: Record<
  { [O in ServedOperation]: [Result<O>] extends [never] ? O : never }[ServedOperation],
  never
> = {};

/** Which facade method serves an operation; `"raw"` for one that is left to `orq.call`. */
export const contract: Readonly<Record<ServedOperation, FacadeMethod | "raw">> = {
  ...served,
  ...withoutOperation,
  ...withoutSuccess,
};
