import { SpecError } from "../spec-error.ts";
import { isObject, type Json, type JsonObject, objectAt } from "./json.ts";
import { operationsOf } from "./operation.ts";
import { walk } from "./walk.ts";

const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);
const component = /^#\/components\/([^/]+)\/([^/]+)/;

/**
 * Returns the document with only these operations (`"METHOD /path"`), the components they reach, the tags they name and
 * what belongs to every operation (path-level parameters, security schemes, servers).
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
    components: reachableComponents(document, paths),
  });
}

function keptPaths(document: JsonObject, kept: ReadonlySet<string>): JsonObject {
  const paths: JsonObject = {};
  for (const [path, item] of Object.entries(objectAt(document, "paths"))) {
    if (!isObject(item)) continue;
    const fields = Object.entries(item);
    const stays = fields.filter(([key]) => !methods.has(key) || kept.has(`${key.toUpperCase()} ${path}`));
    if (stays.some(([key]) => methods.has(key))) paths[path] = Object.fromEntries(stays);
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
function reachableComponents(document: JsonObject, paths: JsonObject): JsonObject {
  const all = objectAt(document, "components");
  const reached = new Set<string>();
  const visit = (part: JsonObject): void =>
    walk(part, (node, shape) => {
      for (const reference of referencesOf(node, shape === "discriminator")) {
        const [pointer, section = "", name = ""] = component.exec(reference) ?? [];
        if (pointer === undefined) throw new SpecError(`"${reference}": a reference must point to a component`);
        if (reached.has(pointer)) continue;
        reached.add(pointer);
        const value = objectAt(all, section)[decodeStep(name)];
        if (value === undefined) throw new SpecError(`"${reference}": there is no such component`);
        visit({ components: { [section]: { [decodeStep(name)]: value } } });
      }
    });
  visit({ paths });
  const kept = Object.entries(all).map(([section, entries]) => [
    section,
    section === "securitySchemes" || !isObject(entries) ? entries : onlyReached(section, entries, reached),
  ]);
  return withoutEmpty(Object.fromEntries(kept) as JsonObject);
}

function onlyReached(section: string, entries: JsonObject, reached: ReadonlySet<string>): JsonObject {
  const stays = ([name]: [string, Json]): boolean => reached.has(`#/components/${section}/${encodeStep(name)}`);
  return Object.fromEntries(Object.entries(entries).filter(stays));
}

/** Returns the references of an object. A discriminator's mapping names schemas by reference or by bare name. */
function referencesOf(node: JsonObject, isDiscriminator: boolean): string[] {
  if (!isDiscriminator) return typeof node["$ref"] === "string" ? [node["$ref"]] : [];
  return Object.values(objectAt(node, "mapping"))
    .filter((target) => typeof target === "string")
    .map((target) => (target.startsWith("#") ? target : `#/components/schemas/${encodeStep(target)}`));
}

function withoutEmpty(object: JsonObject): JsonObject {
  const isEmpty = (value: Json): boolean => (Array.isArray(value) ? value : Object.keys(value ?? {})).length === 0;
  return Object.fromEntries(
    Object.entries(object).filter(([key, value]) => key === "paths" || typeof value !== "object" || !isEmpty(value)),
  );
}

const encodeStep = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");
const decodeStep = (step: string): string => step.replaceAll("~1", "/").replaceAll("~0", "~");
