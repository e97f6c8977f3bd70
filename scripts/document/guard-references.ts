import { isObject, type JsonObject } from "./json.ts";
import { resolvePointer } from "./pointer.ts";
import { referencesOf } from "./references.ts";
import { walk } from "./walk.ts";

const maxReferenceChain = 100;
/** The keywords whose schemas describe the same value as the schema that holds them. */
const compositions = ["allOf", "anyOf", "oneOf"];

/**
 * Returns the first problem of a document's references: one leads nowhere, or a schema is made of itself, so that its
 * type would have no end. `undefined` if there is none.
 */
export function problemOfReferences(document: JsonObject): string | undefined {
  let problem: string | undefined;
  const places = new Map<JsonObject, string>();
  walk(document, (node, shape, pointer) => {
    if (shape === "schema") places.set(node, pointer);
    for (const { reference, pointer: at } of referencesOf(node, shape, pointer)) {
      problem ??= problemOfChain(document, reference, at);
    }
  });
  const endless = problem === undefined && findEndless(document, places.keys());
  if (!endless) return problem;
  return `${places.get(endless)}: the schema is made of itself (${["$ref", ...compositions].join(", ")} lead back to it)`;
}

function problemOfChain(document: JsonObject, reference: string, pointer: string): string | undefined {
  let target: string = reference;
  for (let length = 0; length < maxReferenceChain; length += 1) {
    const value = resolvePointer(document, target);
    if (value === undefined) return `${pointer}: "${target.slice(0, 100)}" is not in the document`;
    if (!isObject(value) || typeof value["$ref"] !== "string") return undefined;
    target = value["$ref"];
  }
  const what = `circular, or a chain of more than ${maxReferenceChain} references`;
  return `${pointer}: "${reference.slice(0, 100)}" is ${what}`;
}

/** Finds a schema that is made of itself. It keeps its own stack, so that a long chain does not exhaust the runtime's. */
function findEndless(document: JsonObject, schemas: Iterable<JsonObject>): JsonObject | undefined {
  const finished = new Set<JsonObject>();
  const way = new Set<JsonObject>();
  const stack = [...schemas].map((node) => ({ node, isDone: false }));
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { node, isDone } = step;
    if (isDone) {
      way.delete(node);
      finished.add(node);
    } else if (way.has(node)) {
      return node;
    } else if (!finished.has(node)) {
      way.add(node);
      stack.push({ node, isDone: true }, ...partsOf(document, node).map((part) => ({ node: part, isDone: false })));
    }
  }
  return undefined;
}

function partsOf(document: JsonObject, node: JsonObject): JsonObject[] {
  const target = typeof node["$ref"] === "string" ? resolvePointer(document, node["$ref"]) : undefined;
  return [target, ...compositions.flatMap((keyword) => node[keyword] ?? [])].filter(isObject);
}
