import { SpecError } from "../spec-error.ts";
import { problemOfReferences } from "./guard-references.ts";
import { type JsonObject, objectAt } from "./json.ts";
import { keepOperations } from "./keep-operations.ts";
import { operationsOf, splitOperation } from "./operation.ts";

/** How many operations an error names. */
const namedOperations = 10;

/** A document reduced to a scope. */
export interface Pruned {
  readonly document: JsonObject;
  /** Tags or operations that the scope names and the document lacks: a sign that scope and spec drift apart. */
  readonly missing: readonly string[];
}

/** Reduces a document to a scope: `all`, `tags=A,B` or `operations=GET /a,POST /b`. Refuses to match nothing. */
export function pruneToScope(document: JsonObject, scope: string): Pruned {
  const pruned = inScope(document, scope);
  if (operationsOf(pruned.document).length > 0) return pruned;
  const known = [...new Set(operationsOf(document).flatMap((operation) => tagsOf(document, operation)))].sort();
  throw new SpecError(`the scope "${scope}" matches nothing in this spec: its tags are ${known.join(", ") || "none"}`);
}

/**
 * Reduces a document to a scope, even to nothing: of two specs that are compared, one may lack what the other has.
 * Refuses a reference in the scope that leads nowhere or in a circle; what is left out may hold such references.
 */
export function inScope(document: JsonObject, scope: string): Pruned {
  const parsed = parseScope(scope);
  if (parsed === "all") return { document: kept(document, operationsOf(document)), missing: [] };
  const { names, kind } = parsed;
  const found = new Set<string>();
  const operations = operationsOf(document).filter((operation) => {
    const labels = kind === "operations" ? [operation] : tagsOf(document, operation);
    const matching = labels.filter((label) => names.includes(label));
    for (const label of matching) found.add(label);
    return matching.length > 0;
  });
  return { document: kept(document, operations), missing: names.filter((name) => !found.has(name)) };
}

function kept(document: JsonObject, operations: readonly string[]): JsonObject {
  const reduced = keepOperations(document, operations);
  const problem = problemOfReferences(reduced);
  if (problem !== undefined) throw new SpecError(`${problem}; ${wayOut(reduced, operations)}`);
  return reduced;
}

/** Says which operations a broken reference concerns, and how to do without them. */
function wayOut(document: JsonObject, operations: readonly string[]): string {
  const concerned = operations.filter((operation) => problemOfReferences(keepOperations(document, [operation])));
  const { method, path } = splitOperation(concerned[0] ?? "");
  const others = concerned.length > namedOperations ? ` and ${concerned.length - namedOperations} more` : "";
  return (
    `it concerns ${concerned.slice(0, namedOperations).join(", ")}${others}: mend it with an action of ` +
    `openapi/overlay.yaml, or leave such an operation out with {target: "$.paths['${path}'].${method}", remove: true}`
  );
}

/** Checks a scope and writes it in one form, so that the lock can compare it. */
export function normaliseScope(scope: string): string {
  const parsed = parseScope(scope);
  return parsed === "all" ? parsed : `${parsed.kind}=${parsed.names.toSorted().join(",")}`;
}

function parseScope(scope: string): "all" | { kind: "tags" | "operations"; names: string[] } {
  if (scope === "all") return "all";
  const [, kind, list = ""] = /^(tags|operations)=(.*)$/.exec(scope) ?? [];
  const names = [...new Set(list.split(",").map((name) => name.trim()))].filter((name) => name !== "");
  if (kind === undefined || names.length === 0) {
    throw new SpecError(`the scope "${scope}" is not valid: expected all, tags=A,B or operations=GET /a,POST /b`);
  }
  const wrong = kind === "operations" && names.find((name) => !/^[A-Z]+ \/\S*$/.test(name));
  if (wrong)
    throw new SpecError(
      `the scope: "${wrong}" is not an operation; expected a method and a path, as in "GET /v2/identities"`,
    );
  return { kind: kind as "tags" | "operations", names };
}

function tagsOf(document: JsonObject, operation: string): string[] {
  const { method, path } = splitOperation(operation);
  const { tags } = objectAt(objectAt(document["paths"], path), method);
  return Array.isArray(tags) ? tags.map(String) : [];
}
