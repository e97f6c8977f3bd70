import { SpecError } from "../spec-error.ts";
import { isObject, type Json, type JsonObject, objectAt } from "./json.ts";
import { isMethod, operationsOf } from "./operation.ts";
import { keysOfReference } from "./pointer.ts";
import { referencesOf } from "./references.ts";
import { walk } from "./walk.ts";

/**
 * Returns the document with only these operations (`"METHOD /path"`), the components they reach, the tags they name and
 * what belongs to every operation (path-level parameters, security schemes, servers). A reference to a component that
 * is missing stays as it is.
 */
export function keepOperations(document: JsonObject, operations: readonly string[]): JsonObject {
  const known = new Set(operationsOf(document));
  const unknown = operations.find((operation) => !known.has(operation));
  if (unknown !== undefined) throw new SpecError(`this spec has no operation "${unknown}"`);
  const { webhooks: _, ...rest } = document;
  const paths = keptPaths(document, new Set(operations));
  return withoutEmpty({
    ...rest,
    tags: keptTags(document["tags"], paths),
    paths,
    components: reachableComponents(objectAt(document, "components"), paths),
  });
}

function keptPaths(document: JsonObject, kept: ReadonlySet<string>): JsonObject {
  const paths: JsonObject = {};
  for (const [path, item] of Object.entries(objectAt(document, "paths"))) {
    if (!isObject(item)) continue;
    const fields = Object.entries(item);
    const stays = fields.filter(([key]) => !isMethod(key) || kept.has(`${key.toUpperCase()} ${path}`));
    if (stays.some(([key]) => isMethod(key))) paths[path] = Object.fromEntries(stays);
  }
  return paths;
}

function keptTags(tags: Json | undefined, paths: JsonObject): Json {
  const named = new Set<Json>();
  walk({ paths }, (node, shape) => {
    if (shape === "operation" && Array.isArray(node["tags"])) for (const tag of node["tags"]) named.add(tag);
  });
  return Array.isArray(tags) ? tags.filter((tag) => isObject(tag) && named.has(tag["name"] ?? null)) : [];
}

/** Returns components in the order of the document, whatever the order in which they are reached. */
function reachableComponents(all: JsonObject, paths: JsonObject): JsonObject {
  const reached = new Map<string, Set<string>>();
  // A list of what is still to be visited, not a recursion: a chain of components may be as long as there are components.
  const parts: JsonObject[] = [{ paths }];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    walk(part, (node, shape) => {
      for (const { reference } of referencesOf(node, shape, "")) {
        const [top, section, name] = keysOfReference(reference) ?? [];
        if (top !== "components" || section === undefined || name === undefined) {
          throw new SpecError(`"${reference.slice(0, 100)}": a reference must point to a component`);
        }
        const names = reached.get(section) ?? new Set();
        const entries = objectAt(all, section);
        if (names.has(name) || !Object.hasOwn(entries, name)) continue;
        reached.set(section, names.add(name));
        parts.push({ components: { [section]: { [name]: entries[name] as Json } } });
      }
    });
  }
  const kept = Object.entries(all).map(([section, entries]) => [
    section,
    section === "securitySchemes" || !isObject(entries) ? entries : only(entries, reached.get(section)),
  ]);
  return withoutEmpty(Object.fromEntries(kept) as JsonObject);
}

function only(entries: JsonObject, names: ReadonlySet<string> = new Set()): JsonObject {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => names.has(name)));
}

function withoutEmpty(object: JsonObject): JsonObject {
  const isEmpty = (value: Json): boolean => (Array.isArray(value) ? value : Object.keys(value ?? {})).length === 0;
  return Object.fromEntries(
    Object.entries(object).filter(([key, value]) => key === "paths" || typeof value !== "object" || !isEmpty(value)),
  );
}
