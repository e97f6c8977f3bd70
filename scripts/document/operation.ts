import { isObject, type JsonObject, objectAt } from "./json.ts";

const methods: ReadonlySet<string> = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

/** Tells whether a field of a path item is an operation. */
export function isMethod(field: string): boolean {
  return methods.has(field);
}

/** Lists the operations of a document as `"METHOD /path"`, without webhooks and callbacks. */
export function operationsOf(document: JsonObject): string[] {
  return Object.entries(objectAt(document, "paths")).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {})
      .filter(([field, value]) => isMethod(field) && isObject(value))
      .map(([field]) => `${field.toUpperCase()} ${path}`),
  );
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
