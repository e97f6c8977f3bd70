import { isObject, type Json, type JsonObject, objectAt } from "./json.ts";
import type { Shape } from "./walk.ts";

const types = ["array", "boolean", "integer", "null", "number", "object", "string"];
const places = ["query", "header", "path", "cookie"];

/** Returns what is wrong with one object of the document, so that later steps can rely on its form. */
export function problemOfShape(node: JsonObject, shape: Shape): string | undefined {
  const { $ref } = node;
  if ($ref !== undefined) return typeof $ref === "string" ? undefined : "$ref must be a string";
  if (shape === "schema") return problemOfSchema(node);
  if (shape === "parameter" && !(typeof node["name"] === "string" && places.includes(String(node["in"])))) {
    return `a parameter needs a name, and its "in" must be one of ${places.join(", ")}`;
  }
  if (shape === "discriminator" && typeof node["propertyName"] !== "string")
    return "a discriminator needs a propertyName";
  if (
    shape === "discriminator" &&
    !Object.values(objectAt(node, "mapping")).every((target) => typeof target === "string")
  )
    return "a mapping must hold strings";
  if (shape === "operation") {
    if (!isObject(node["responses"])) return "an operation needs responses";
    if (node["tags"] !== undefined && !isStrings(node["tags"])) return "tags must be a list of strings";
    if (node["operationId"] !== undefined && typeof node["operationId"] !== "string")
      return "operationId must be a string";
  }
  return undefined;
}

function problemOfSchema({ type, required, enum: values, const: constant = null }: JsonObject): string | undefined {
  const isType = [type ?? []].flat().every((name) => types.includes(String(name)));
  if (!isType) return `type must be one of ${types.join(", ")}, or a list of them`;
  if (required !== undefined && !isStrings(required)) return "required must be a list of strings";
  if (values !== undefined && !Array.isArray(values)) return "enum must be a list";
  const rounded = [...(values ?? []), constant].find(
    (value) => Number.isInteger(value) && !Number.isSafeInteger(value),
  );
  if (rounded !== undefined)
    return `the value ${rounded} is beyond ±2^53: JavaScript would take its neighbours for the same`;
  return undefined;
}

function isStrings(value: Json): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
