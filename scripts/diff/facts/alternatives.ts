import { isDeepStrictEqual } from "node:util";
import { isObject, type Json, type JsonObject } from "../../document/json.ts";
import type { SpecView } from "../spec-view.ts";
import { lowerBounds, upperBounds } from "./constraints.ts";

/** What one alternative of a schema is. `any`: the schema names no type. Integers are numbers. */
type Kind = "object" | "array" | "tuple" | "string" | "number" | "boolean" | "null" | "any";

/** One of the alternatives that a schema takes, with every keyword that applies to it, wherever it stands in the schema. */
export interface Alternative {
  readonly kind: Kind;
  readonly schema: JsonObject;
  /** The component that declares it. */
  readonly component: string | undefined;
}

/** More than any schema of people needs. What unions multiply to, or nest, beyond it is cut. */
const mostAlternatives = 200;
const mostParts = 2_000;

/** Returns the alternatives of a schema, so that a plain schema and a member of a union can be compared. */
export function alternativesOf(view: SpecView, schema: JsonObject): Alternative[] {
  return expand(view, schema).flatMap(({ schema: merged, component }) =>
    kindsOf(merged).map((kind) => ({ kind, schema: keywordsFor(kind, merged), component })),
  );
}

/** Returns the only literals that a schema takes, as text; an empty list if it takes more. */
export function literalsOf(view: SpecView, schema: JsonObject): string[] {
  const literals = expand(view, schema).map(({ schema: { const: value, enum: values } }) =>
    value === undefined ? (Array.isArray(values) ? values : []) : [value],
  );
  const isClosed = literals.every(
    (list) => list.length > 0 && list.every((value) => ["string", "number"].includes(typeof value)),
  );
  return isClosed ? [...new Set(literals.flat().map((value) => JSON.stringify(value)))].sort() : [];
}

interface Merged {
  readonly schema: JsonObject;
  readonly component: string | undefined;
}

function expand(view: SpecView, schema: JsonObject): Merged[] {
  let parts = 0;
  const expandPart = (part: Json, above: readonly Json[]): Merged[] => {
    parts += 1;
    if (!isObject(part) || above.includes(part) || parts > mostParts) return [];
    const { allOf, anyOf, oneOf, ...own } = view.resolve(part);
    const inside = (item: Json): Merged[] => expandPart(item, [...above, part]);
    const factors = (Array.isArray(allOf) ? allOf : []).map(inside);
    for (const union of [anyOf, oneOf]) if (Array.isArray(union)) factors.push(union.flatMap(inside));
    const alternatives = factors
      .filter(({ length }) => length > 0)
      .reduce<Merged[]>(multiply, [{ schema: own, component: undefined }]);
    const [only] = alternatives;
    // The name of a union is not the name of its members.
    return only && alternatives.length === 1 ? [{ ...only, component: componentOf(part["$ref"]) }] : alternatives;
  };
  return expandPart(schema, []);
}

function multiply(outer: Merged[], inner: Merged[]): Merged[] {
  return outer
    .flatMap(({ schema }) =>
      inner.slice(0, mostAlternatives).map((part) => ({ ...part, schema: merge(schema, part.schema) })),
    )
    .slice(0, mostAlternatives);
}

function componentOf(reference: Json | undefined): string | undefined {
  const prefix = "#/components/schemas/";
  return typeof reference === "string" && reference.startsWith(prefix) ? reference.slice(prefix.length) : undefined;
}

const both = new Set(["items", "additionalProperties"]);
const either = new Set(["deprecated", "uniqueItems"]);
const together = new Set(["pattern", "format", "multipleOf"]);

/** Merges two schemas that both apply. Of two notes, such as a default, the outer one counts. */
function merge(outer: JsonObject, inner: JsonObject): JsonObject {
  const result: JsonObject = { ...outer };
  for (const [key, value] of Object.entries(inner)) {
    const own = outer[key];
    if (own === undefined || isDeepStrictEqual(own, value)) result[key] = value;
    else if (key === "properties") result[key] = mergeProperties(own, value);
    else if (key === "type") result[key] = [own].flat().filter((type) => [value].flat().includes(type));
    else if (both.has(key)) result[key] = { allOf: [own, value] };
    else if (either.has(key)) result[key] = own === true || value === true;
    else if (together.has(key)) result[key] = [own, value].flat();
    else if (upperBounds.has(key)) result[key] = Math.min(Number(own), Number(value));
    else if (lowerBounds.has(key)) result[key] = Math.max(Number(own), Number(value));
  }
  return result;
}

function mergeProperties(outer: Json, inner: Json): JsonObject {
  const result = { ...asObject(outer) };
  for (const [name, schema] of Object.entries(asObject(inner))) {
    const own = Object.hasOwn(result, name) ? result[name] : undefined;
    result[name] = own === undefined ? schema : { allOf: [own, schema] };
  }
  return result;
}

const asObject = (value: Json): JsonObject => (isObject(value) ? value : {});

function kindsOf(schema: JsonObject): Kind[] {
  const { type, enum: values, const: value } = schema;
  const literals = value === undefined ? (Array.isArray(values) ? values : []) : [value];
  const types = type === undefined ? literals.map(typeOf) : [type].flat();
  if (types.length === 0) {
    if ("properties" in schema || "additionalProperties" in schema) types.push("object");
    else types.push("items" in schema || "prefixItems" in schema ? "array" : "any");
  }
  const kinds = types.map((name): Kind => {
    if (name === "integer") return "number";
    return name === "array" && "prefixItems" in schema ? "tuple" : (name as Kind);
  });
  return [...new Set(kinds)];
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** The keywords that constrain values of one kind alone. */
const kindOfKeyword = new Map<string, readonly Kind[]>([
  ...["maxLength", "minLength", "pattern"].map((key) => [key, ["string", "any"]] as const),
  ...["maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "multipleOf"].map(
    (key) => [key, ["number", "any"]] as const,
  ),
  ...["maxItems", "minItems", "uniqueItems"].map((key) => [key, ["array", "tuple", "any"]] as const),
  ...["maxProperties", "minProperties"].map((key) => [key, ["object", "any"]] as const),
]);

function keywordsFor(kind: Kind, schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => kindOfKeyword.get(keyword)?.includes(kind) ?? true),
  );
}
