import type { JsonObject } from "../document/json.ts";
import { inScope } from "../document/scope.ts";

/** A document, and the scope to which it was reduced. */
export interface Scoped {
  readonly document: JsonObject;
  readonly scope: string;
}

/** Reduces two documents to the operations that both scopes keep: one that a scope left out is neither new nor gone. */
export function inBothScopes(before: Scoped, after: Scoped): [before: JsonObject, after: JsonObject] {
  if (before.scope === after.scope) return [before.document, after.document];
  return [inScope(before.document, after.scope).document, inScope(after.document, before.scope).document];
}
