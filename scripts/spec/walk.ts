import { isObject, type Json, type JsonObject, pointerStep } from "./json.ts";

/** What an object of the document is, as the OpenAPI specification names it. */
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
 * The objects of OpenAPI 3.1, and which of their fields hold further objects: `x` one, `x[]` a list, `x{}` a map by
 * name. Whatever is not named here is data (examples, defaults, enums, extensions): no step of the pipeline may take it
 * for a part of the spec, however it looks.
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

/** Visits every OpenAPI object of the document, parents first. A visitor may change the node it is given. */
export function walk(document: JsonObject, visit: Visitor): void {
  walkObject(document, "document", "", visit);
}

function walkObject(node: Json | undefined, shape: Shape, pointer: string, visit: Visitor): void {
  if (!isObject(node)) return;
  visit(node, shape, pointer);
  const known = fields[shape];
  for (const key of Object.keys(node)) {
    const field = known[key] ?? (key.startsWith("x-") ? undefined : known["*"]);
    if (field === undefined) continue;
    const child = node[key];
    const at = pointer + pointerStep(key);
    if (field.endsWith("[]") && Array.isArray(child)) {
      child.forEach((item, index) => {
        walkObject(item, field.slice(0, -2) as Shape, at + pointerStep(index), visit);
      });
    } else if (field.endsWith("{}") && isObject(child)) {
      for (const name of Object.keys(child)) {
        walkObject(child[name], field.slice(0, -2) as Shape, at + pointerStep(name), visit);
      }
    } else {
      walkObject(child, field as Shape, at, visit);
    }
  }
}
