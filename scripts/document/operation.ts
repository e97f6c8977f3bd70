import type { JsonObject } from "./json.ts";
import { walk } from "./walk.ts";

/** Lists the operations of a document as `"METHOD /path"`, without webhooks and callbacks. */
export function operationsOf(document: JsonObject): string[] {
  const operations: string[] = [];
  walk(document, (_node, shape, pointer) => {
    const [, top, path, method, deeper] = pointer.split("/");
    if (shape !== "operation" || top !== "paths" || deeper !== undefined) return;
    operations.push(`${method?.toUpperCase()} ${path?.replaceAll("~1", "/").replaceAll("~0", "~")}`);
  });
  return operations;
}

/** Splits `"PATCH /v2/identities/{id}"` as a document nests it: the path, and below it the method in lower case. */
export function splitOperation(operation: string): { readonly method: string; readonly path: string } {
  const separator = operation.indexOf(" ");
  return { method: operation.slice(0, separator).toLowerCase(), path: operation.slice(separator + 1) };
}

/** Tells whether a call rejects on a status. `default` is the answer when nothing else is declared. */
export function isError(status: string): boolean {
  return /^([45](\d\d|XX)|default)$/i.test(status);
}
