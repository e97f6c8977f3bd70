import { isObject, type JsonObject } from "../json.ts";
import { keepOperations } from "../keep-operations.ts";
import { splitOperation } from "./operation-key.ts";
import type { SpecView } from "./spec-view.ts";
import { isError } from "./statuses.ts";

/** The parts of one operation that are generated and compared by themselves. */
function partsOf(view: SpecView, operation: string): Map<string, JsonObject> {
  const parts = new Map<string, JsonObject>([
    ["parameters", Object.fromEntries(view.parameters(operation))],
    ["requestBody", view.resolve(view.operation(operation)["requestBody"])],
  ]);
  // Error responses stay together: a new one is judged against all that there were.
  const errors: JsonObject = {};
  for (const [status, response] of view.responses(operation)) {
    if (isError(status)) errors[status] = response;
    else parts.set(status, response);
  }
  return parts.set("errors", errors);
}

/** Which parts of an operation differ between two specs; those in one of the two alone differ. */
export function differingParts(old: SpecView, now: SpecView, operation: string): Set<string> {
  const [before, after] = [partsOf(old, operation), partsOf(now, operation)];
  const names = new Set([...before.keys(), ...after.keys()]);
  const print = (view: SpecView, part: JsonObject | undefined): string | undefined => part && view.fingerprint(part);
  return new Set([...names].filter((name) => print(old, before.get(name)) !== print(now, after.get(name))));
}

/** A document with the given parts of the given operations alone, so that types are generated for what differs. */
export function reducedDocument(view: SpecView, parts: ReadonlyMap<string, ReadonlySet<string>>): JsonObject {
  const paths: JsonObject = {};
  for (const [operation, names] of parts) {
    const { method, path } = splitOperation(operation);
    const item = paths[path];
    paths[path] = { ...(isObject(item) ? item : {}), [method]: reducedOperation(view, operation, names) };
  }
  return keepOperations({ ...view.document, servers: [], security: [], paths }, [...parts.keys()]);
}

function reducedOperation(view: SpecView, operation: string, names: ReadonlySet<string>): JsonObject {
  const { parameters: _, requestBody, responses: __, ...rest } = view.operation(operation);
  // Without its id, so that the types stand at the path and two operations of one id do no harm.
  const { operationId: ___, security: ____, callbacks: _____, ...reduced } = rest;
  if (names.has("parameters")) reduced["parameters"] = [...view.parameters(operation).values()];
  if (names.has("requestBody") && requestBody !== undefined) reduced["requestBody"] = requestBody;
  const kept = [...view.responses(operation)].filter(([status]) => names.has(isError(status) ? "errors" : status));
  return {
    ...reduced,
    responses: Object.fromEntries(kept.map(([status, response]) => [status, withDescription(response)])),
  };
}

/** OpenAPI requires a response's description, which is prose and was taken out. */
function withDescription(response: JsonObject): JsonObject {
  return { description: "", ...response };
}
