/** Splits `"PATCH /v2/identities/{id}"` as a document nests it: the path, and below it the method in lower case. */
export function splitOperation(operation: string): { readonly method: string; readonly path: string } {
  const separator = operation.indexOf(" ");
  return { method: operation.slice(0, separator).toLowerCase(), path: operation.slice(separator + 1) };
}
