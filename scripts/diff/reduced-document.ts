import { isObject, type JsonObject } from "../document/json.ts";
import { keepOperations } from "../document/keep-operations.ts";
import { isError, splitOperation } from "../document/operation.ts";
import type { SpecView } from "./spec-view.ts";

const partNames = ["parameters", "requestBody", "successes", "errors"] as const;
export type PartName = (typeof partNames)[number];

/** Returns one part of an operation. Statuses form two groups: one that is new or gone is judged against its group. */
function partOf(view: SpecView, operation: string, name: PartName): JsonObject {
  if (name === "parameters") return Object.fromEntries(view.parameters(operation));
  if (name === "requestBody") return view.resolve(view.operation(operation)["requestBody"]);
  return Object.fromEntries([...view.responses(operation)].filter(([status]) => groupOf(status) === name));
}

export const groupOf = (status: string): PartName => (isError(status) ? "errors" : "successes");

/** Returns the parts of an operation that differ between two specs. */
export function differingParts(before: SpecView, after: SpecView, operation: string): Set<PartName> {
  const print = (view: SpecView, name: PartName): string => view.fingerprint(partOf(view, operation, name));
  return new Set(partNames.filter((name) => print(before, name) !== print(after, name)));
}

/** Returns a document with only these parts of these operations, so that types are generated only for what differs. */
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
  // Without its id: the types then stand at the path, and a duplicate id does no harm.
  const { operationId: ___, security: ____, callbacks: _____, ...reduced } = rest;
  if (names.has("parameters")) reduced["parameters"] = [...view.parameters(operation).values()];
  if (names.has("requestBody") && requestBody !== undefined) reduced["requestBody"] = requestBody;
  const kept = [...view.responses(operation)].filter(([status]) => names.has(groupOf(status)));
  return {
    ...reduced,
    responses: Object.fromEntries(kept.map(([status, response]) => [status, withDescription(response)])),
  };
}

/** Adds a description: OpenAPI requires one of a response, and it was removed as prose. */
function withDescription(response: JsonObject): JsonObject {
  return { description: "", ...response };
}
