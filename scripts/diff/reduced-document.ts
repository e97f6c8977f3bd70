import { isObject, type JsonObject } from "../document/json.ts";
import { keepOperations } from "../document/keep-operations.ts";
import { splitOperation } from "./operation-key.ts";
import type { SpecView } from "./spec-view.ts";
import { isError } from "./statuses.ts";

const partNames = ["parameters", "requestBody", "successes", "errors"] as const;
export type PartName = (typeof partNames)[number];

/** Statuses come in two groups, since one that is new or gone is judged against the others of its group. */
function partOf(view: SpecView, operation: string, name: PartName): JsonObject {
  if (name === "parameters") return Object.fromEntries(view.parameters(operation));
  if (name === "requestBody") return view.resolve(view.operation(operation)["requestBody"]);
  return Object.fromEntries([...view.responses(operation)].filter(([status]) => groupOf(status) === name));
}

const groupOf = (status: string): PartName => (isError(status) ? "errors" : "successes");

/** Which parts of an operation differ between two specs. */
export function differingParts(old: SpecView, now: SpecView, operation: string): Set<PartName> {
  const print = (view: SpecView, name: PartName): string => view.fingerprint(partOf(view, operation, name));
  return new Set(partNames.filter((name) => print(old, name) !== print(now, name)));
}

/** A document with the given parts of the given operations alone, so that types are generated for what differs. */
export function reducedDocument(view: SpecView, parts: ReadonlyMap<string, ReadonlySet<PartName>>): JsonObject {
  const paths: JsonObject = {};
  for (const [operation, names] of parts) {
    const { method, path } = splitOperation(operation);
    const item = paths[path];
    paths[path] = { ...(isObject(item) ? item : {}), [method]: reducedOperation(view, operation, names) };
  }
  return keepOperations({ ...view.document, servers: [], security: [], paths }, [...parts.keys()]);
}

function reducedOperation(view: SpecView, operation: string, names: ReadonlySet<PartName>): JsonObject {
  const { parameters: _, requestBody, responses: __, ...rest } = view.operation(operation);
  // Without its id, so that the types stand at the path and two operations of one id do no harm.
  const { operationId: ___, security: ____, callbacks: _____, ...reduced } = rest;
  if (names.has("parameters")) reduced["parameters"] = [...view.parameters(operation).values()];
  if (names.has("requestBody") && requestBody !== undefined) reduced["requestBody"] = requestBody;
  const kept = [...view.responses(operation)].filter(([status]) => names.has(groupOf(status)));
  return {
    ...reduced,
    responses: Object.fromEntries(kept.map(([status, response]) => [status, withDescription(response)])),
  };
}

/** OpenAPI requires a response's description, which is prose and was taken out. */
function withDescription(response: JsonObject): JsonObject {
  return { description: "", ...response };
}
