import { isObject, type Json, type JsonObject, objectAt } from "../document/json.ts";
import { resolvePointer } from "../document/pointer.ts";
import { walk } from "../document/walk.ts";

/** Returns a copy of the document without what the generator misreads. It prints the same types for everything else. */
export function generatorInput(document: JsonObject): JsonObject {
  const input = structuredClone(document);
  nameReferredParts(input);
  walk(input, (node, shape) => {
    // The generator searches all of the document for discriminators. An object that is data is printed as this text.
    for (const key of ["example", "default", "value"]) if (key in node) node[key] = textOf(node[key] as Json);
    for (const key of Object.keys(node)) if (key.startsWith("x-")) delete node[key];
    for (const key of ["title", "summary"]) if (key in node) node[key] = String(node[key]);
    if (shape !== "schema") return;
    // What is defined here has become a component, and would be printed as a field.
    delete node["$defs"];
    if (Array.isArray(node["examples"])) node["examples"] = node["examples"].map(textOf);
    for (const key of ["allOf", "anyOf", "oneOf"]) {
      const members = node[key];
      if (Array.isArray(members)) node[key] = members.map(asObject);
    }
    // A plain object would seem to declare `constructor`.
    const { properties } = node;
    if (isObject(properties)) node["properties"] = Object.assign(Object.create(null) as JsonObject, properties);
  });
  return input;
}

function textOf(value: Json): Json {
  return typeof value === "object" ? JSON.stringify(value, null, 2) : value;
}

/** Returns an object that stands for a boolean schema: `true` takes every value, `false` none. */
function asObject(schema: Json): Json {
  if (typeof schema !== "boolean") return schema;
  return schema ? {} : { enum: [] };
}

const wholeComponent = /^#\/components\/[^/]+\/[^/]+$/;

/**
 * Makes a component of each part of a schema that is referred to, such as `#/components/schemas/Thing/allOf/0`: the
 * generator would write it as `components["schemas"]["Thing"]["allOf"]["0"]`, which does not exist.
 */
function nameReferredParts(input: JsonObject): void {
  const names = new Map<string, string>();
  const parts: JsonObject = {};
  const schemas = objectAt(input["components"], "schemas");
  walk(input, ({ $ref }, shape) => {
    if (shape !== "schema" || typeof $ref !== "string" || wholeComponent.test($ref) || names.has($ref)) return;
    let name = $ref
      .split("/")
      .slice(3)
      .join(".")
      .replace(/[^\w.-]/g, "_");
    while (Object.hasOwn(schemas, name) || Object.hasOwn(parts, name)) name += "_";
    names.set($ref, name);
    parts[name] = structuredClone(resolvePointer(input, $ref) ?? {});
  });
  if (names.size === 0) return;
  input["components"] = { ...objectAt(input, "components"), schemas: { ...schemas, ...parts } };
  walk(input, (node, shape) => {
    const name = shape === "schema" ? names.get(String(node["$ref"])) : undefined;
    if (name !== undefined) node["$ref"] = `#/components/schemas/${name}`;
  });
}
