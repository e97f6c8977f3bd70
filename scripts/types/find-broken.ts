import { type JsonObject, objectAt } from "../document/json.ts";
import { keepOperations } from "../document/keep-operations.ts";
import { operationsOf, splitOperation } from "../document/operation.ts";

/** Returns the first schema or operation that the generator fails on by itself. */
export function findBroken(document: JsonObject, generate: (part: JsonObject) => string): string | undefined {
  const schemas = objectAt(document["components"], "schemas");
  return (
    Object.keys(schemas)
      .filter((name) => fails(() => generate({ components: { schemas: { [name]: schemas[name] ?? {} } } })))
      .map((name) => `the schema ${name}`)[0] ??
    operationsOf(document).find((operation) => fails(() => generate(keepOperations(document, [operation]))))
  );
}

function fails(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}

/** How many operations a message names. */
const mostNamed = 3;

/** Returns what a reader can do about a schema or an operation that gives no types. */
export function wayAround(document: JsonObject, place: string): string {
  const users = operationsOf(document).filter((operation) => isIn(keepOperations(document, [operation]), place));
  const named = users.slice(0, mostNamed).join(", ");
  const more = users.length > mostNamed ? ` and ${users.length - mostNamed} more` : "";
  const leave = users.length > 0 ? `leave ${named}${more} out of the scope` : "leave out of the scope what uses it";
  return `correct it in openapi/overlay.yaml, or ${leave}`;
}

/** Tells whether a document of one operation is, or reaches, a place such as `the schema Thing`. */
function isIn(part: JsonObject, place: string): boolean {
  const [operation = ""] = operationsOf(part);
  const { method, path } = splitOperation(operation);
  const { operationId } = objectAt(objectAt(part["paths"], path), method);
  const name = place.slice(place.lastIndexOf(" ") + 1);
  if (place === operation || place === `the operation ${String(operationId)}`) return true;
  return place.startsWith("the schema ") && Object.hasOwn(objectAt(part["components"], "schemas"), name);
}
