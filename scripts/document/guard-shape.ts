import { isObject, type Json, type JsonObject } from "./json.ts";
import type { Shape } from "./walk.ts";

const types = ["array", "boolean", "integer", "null", "number", "object", "string"];
const places = ["query", "header", "path", "cookie"];

/** What is wrong with one object of the document, so that whatever reads it later can rely on its form. */
export function problemOfShape(node: JsonObject, shape: Shape): string | undefined {
  const { $ref } = node;
  if ($ref !== undefined) return typeof $ref === "string" ? undefined : "$ref must be a text";
  if (shape === "schema") return problemOfSchema(node);
  if (shape === "parameter" && !(typeof node["name"] === "string" && places.includes(String(node["in"])))) {
    return `a parameter has a name, and is in ${places.join(", ")}`;
  }
  if (shape === "discriminator" && typeof node["propertyName"] !== "string")
    return "a discriminator has a propertyName";
  if (shape === "operation") {
    if (!isObject(node["responses"])) return "an operation has responses";
    if (node["tags"] !== undefined && !isTexts(node["tags"])) return "tags must be a list of texts";
    if (node["operationId"] !== undefined && typeof node["operationId"] !== "string")
      return "operationId must be a text";
  }
  return undefined;
}

function problemOfSchema({ type, required, enum: values }: JsonObject): string | undefined {
  const isType = [type ?? []].flat().every((name) => types.includes(String(name)));
  if (!isType) return `type must be one of ${types.join(", ")}, or a list of them`;
  if (required !== undefined && !isTexts(required)) return "required must be a list of texts";
  if (values !== undefined && !Array.isArray(values)) return "enum must be a list";
  return undefined;
}

function isTexts(value: Json): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
