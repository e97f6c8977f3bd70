import fastCheck from "fast-check";
import { isObject, type Json, type JsonObject } from "../../document/json.ts";
import { walk } from "../../document/walk.ts";
import { fileMark, type SchemaChecker } from "./schema-checker.ts";

/** The seed of the texts that are made for a pattern: the same document gives the same samples. */
const seed = 1;
const textsPerPattern = 50;
/** What often fits where a made text does not: a pattern beside a format. */
const commonTexts: readonly string[] = ["https://example.com", "60s", "sample"];

/**
 * Returns a copy of a document that the sampler does justice to: it knows no patterns and no undeclared properties. A plain
 * one has no examples, which may not fit, and says null where it can, which ends a schema that refers to itself.
 */
export function sampleableDocument(
  document: JsonObject,
  checker: SchemaChecker,
  kind: "as declared" | "plain",
): JsonObject {
  const copy = structuredClone(document);
  walk(copy, (node, shape, pointer) => {
    if (shape !== "schema") return;
    if (kind === "plain") simplify(node);
    declareRequired(node);
    if (node["format"] === "binary") node["example"] = fileMark;
    const { pattern } = node;
    if (typeof pattern !== "string" || node["enum"] !== undefined) return;
    const fits = (value: Json | undefined): boolean =>
      value !== undefined && checker.errors(pointer, value).length === 0;
    const text = [node["example"], ...commonTexts].find(fits) ?? textsMatching(pattern).find(fits);
    if (text !== undefined) node["example"] = text;
  });
  return copy;
}

function simplify(node: JsonObject): void {
  for (const key of ["example", "examples", "default"]) delete node[key];
  const members = ["anyOf", "oneOf"].flatMap((key) => (Array.isArray(node[key]) ? node[key] : []));
  if (!members.some((member) => isObject(member) && member["type"] === "null")) return;
  for (const key of Object.keys(node)) delete node[key];
  node["type"] = "null";
}

/** Declares the properties that an object requires without declaring them, since the sampler leaves those out. */
function declareRequired(node: JsonObject): void {
  const { properties, required } = node;
  if (!isObject(properties) || !Array.isArray(required) || isComposed(node)) return;
  for (const name of required) {
    if (typeof name === "string" && !Object.hasOwn(properties, name)) properties[name] = { type: "string" };
  }
}

/** What one part of a composition requires, another one may declare. */
function isComposed(node: JsonObject): boolean {
  return ["allOf", "anyOf", "oneOf"].some((key) => node[key] !== undefined);
}

function textsMatching(pattern: string): Json[] {
  try {
    return fastCheck.sample(fastCheck.stringMatching(new RegExp(pattern)), { seed, numRuns: textsPerPattern });
  } catch {
    // Not every construct of a regular expression can be turned round, such as a look ahead.
    return [];
  }
}
