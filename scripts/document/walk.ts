import { isObject, type Json, type JsonObject } from "./json.ts";
import { pointerStep } from "./pointer.ts";

/** A kind of object, as the OpenAPI specification names it. */
export type Shape =
  | "document"
  | "components"
  | "pathItem"
  | "operation"
  | "callback"
  | "parameter"
  | "header"
  | "requestBody"
  | "response"
  | "mediaType"
  | "encoding"
  | "schema"
  | "discriminator"
  | "example"
  | "link"
  | "securityScheme";

/**
 * The objects of OpenAPI 3.1, and which of their fields hold further objects: `x` is one, `x[]` is a list, `x{}` is a
 * map by name. Everything else is data (examples, defaults, enums, extensions): no step of the pipeline may take it for
 * a part of the spec, whatever it looks like.
 */
const fields: Record<Shape, Readonly<Record<string, string>>> = {
  document: { paths: "pathItem{}", webhooks: "pathItem{}", components: "components" },
  components: {
    schemas: "schema{}",
    responses: "response{}",
    parameters: "parameter{}",
    examples: "example{}",
    requestBodies: "requestBody{}",
    headers: "header{}",
    securitySchemes: "securityScheme{}",
    links: "link{}",
    callbacks: "callback{}",
    pathItems: "pathItem{}",
  },
  pathItem: {
    parameters: "parameter[]",
    get: "operation",
    put: "operation",
    post: "operation",
    delete: "operation",
    options: "operation",
    head: "operation",
    patch: "operation",
    trace: "operation",
  },
  operation: {
    parameters: "parameter[]",
    requestBody: "requestBody",
    responses: "response{}",
    callbacks: "callback{}",
  },
  callback: { "*": "pathItem" },
  parameter: { schema: "schema", content: "mediaType{}", examples: "example{}" },
  header: { schema: "schema", content: "mediaType{}", examples: "example{}" },
  requestBody: { content: "mediaType{}" },
  response: { headers: "header{}", content: "mediaType{}", links: "link{}" },
  mediaType: { schema: "schema", encoding: "encoding{}", examples: "example{}" },
  encoding: { headers: "header{}" },
  schema: {
    allOf: "schema[]",
    anyOf: "schema[]",
    oneOf: "schema[]",
    prefixItems: "schema[]",
    properties: "schema{}",
    patternProperties: "schema{}",
    dependentSchemas: "schema{}",
    $defs: "schema{}",
    additionalProperties: "schema",
    unevaluatedProperties: "schema",
    propertyNames: "schema",
    items: "schema",
    unevaluatedItems: "schema",
    contains: "schema",
    contentSchema: "schema",
    if: "schema",
    then: "schema",
    else: "schema",
    not: "schema",
    discriminator: "discriminator",
  },
  discriminator: {},
  example: {},
  link: {},
  securityScheme: {},
};

export type Visitor = (node: JsonObject, shape: Shape, pointer: string) => void;

/** Called for a place where the document does not hold what OpenAPI expects there. */
export type OnMalformed = (pointer: string, expected: string) => void;

/** Visits every OpenAPI object of the document, parents first. A visitor may change its node. */
export function walk(document: JsonObject, visit: Visitor, onMalformed: OnMalformed = () => {}): void {
  walkObject(document, "document", "", visit, onMalformed);
}

function walkObject(
  node: Json | undefined,
  shape: Shape,
  pointer: string,
  visit: Visitor,
  onMalformed: OnMalformed,
): void {
  if (!isObject(node)) {
    // A schema may be `true` or `false`.
    if (shape !== "schema" || typeof node !== "boolean") onMalformed(pointer, `a ${shape} object`);
    return;
  }
  visit(node, shape, pointer);
  const known = fields[shape];
  for (const key of Object.keys(node)) {
    const field = known[Object.hasOwn(known, key) || key.startsWith("x-") ? key : "*"];
    if (field === undefined) continue;
    const child = node[key];
    const at = pointer + pointerStep(key);
    const each = (name: string | number, item: Json | undefined): void =>
      walkObject(item, field.slice(0, -2) as Shape, at + pointerStep(name), visit, onMalformed);
    if (field.endsWith("[]")) {
      if (Array.isArray(child)) for (const [index, item] of child.entries()) each(index, item);
      else onMalformed(at, "a list");
    } else if (field.endsWith("{}")) {
      if (isObject(child)) for (const name of Object.keys(child)) each(name, child[name]);
      else onMalformed(at, "a map");
    } else {
      walkObject(child, field as Shape, at, visit, onMalformed);
    }
  }
}
