import { isObject, type Json } from "./json.ts";

/** Returns one step of a JSON pointer (RFC 6901): `/` and the key. */
export function pointerStep(key: string | number): string {
  return `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Returns the keys that a JSON pointer leads through. */
export function keysOfPointer(pointer: string): string[] {
  const [, ...steps] = pointer.split("/");
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Returns the keys of a local reference (`#/…`, a pointer in a URI fragment), or `undefined` for any other. */
export function keysOfReference(reference: string): string[] | undefined {
  if (!reference.startsWith("#/")) return undefined;
  const pointer = reference.slice(1);
  try {
    return keysOfPointer(pointer.split("/").map(decodeURIComponent).join("/"));
  } catch {
    return keysOfPointer(pointer);
  }
}

/** Returns the value that a local reference names, or `undefined`. */
export function resolvePointer(document: Json, reference: string): Json | undefined {
  const keys = keysOfReference(reference);
  return keys?.reduce<Json | undefined>(valueAt, document);
}

function valueAt(node: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(node)) return /^(0|[1-9]\d*)$/.test(key) ? node[Number(key)] : undefined;
  return isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
}
