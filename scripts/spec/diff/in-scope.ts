import type { JsonObject } from "../json.ts";
import { keepOperations } from "../keep-operations.ts";
import { operationsOf } from "../operations.ts";
import { SpecError } from "../spec-error.ts";
import { SpecView } from "./spec-view.ts";

/** The part of a document that `tags=A,B`, `operations=GET /a,POST /b` or `all` names. */
export function inScope(document: JsonObject, scope: string): JsonObject {
  if (scope === "all") return document;
  const [, kind, list = ""] = /^(tags|operations)=(.+)$/.exec(scope) ?? [];
  if (kind === undefined) throw new SpecError(`--scope ${scope}: say tags=A,B or operations=GET /a,POST /b or all`);
  const names = new Set(list.split(",").map((name) => name.trim()));
  const view = new SpecView(document);
  // One of the two specs may lack a tag or an operation: that is a difference, and not a mistake.
  const kept = operationsOf(document).filter((operation) => {
    const tags = view.operation(operation)["tags"];
    return kind === "tags" ? Array.isArray(tags) && tags.some((tag) => names.has(String(tag))) : names.has(operation);
  });
  return keepOperations(document, kept);
}
