import { isObject, type Json, type JsonObject } from "../document/json.ts";

/** Returns the object below a key, or an empty one if it is missing. */
export function objectAt(node: Json | undefined, key: string): JsonObject {
  const value = isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
  return isObject(value) ? value : {};
}
