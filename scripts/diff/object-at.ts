import { isObject, type Json, type JsonObject } from "../document/json.ts";

/** The object below a key; an empty one where there is none. */
export function objectAt(node: Json | undefined, key: string): JsonObject {
  const value = isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
  return isObject(value) ? value : {};
}
