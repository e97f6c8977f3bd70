import { SpecError } from "../spec-error.ts";
import { problemOfNames } from "./guard-names.ts";
import { problemOfShape } from "./guard-shape.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { operationsOf } from "./operation.ts";
import { pointerStep } from "./pointer.ts";
import { componentName, referencesOf } from "./references.ts";
import { type Visitor, walk } from "./walk.ts";

const maxCount = 10_000;
/** Keys that can name another document: the generator's bundler would fetch it, or read it from this machine. */
const linkKeys = ["$ref", "$dynamicRef", "externalValue", "operationRef"];

/**
 * Refuses a document that could reach outside itself, mislead its reader, or make a later step grow without limit. Names
 * the place. What the references of the document lead to is judged later: see `problemOfReferences`.
 */
export function guard(document: JsonObject, name: string): void {
  const refuse = (pointer: string, problem: string): never => {
    throw new SpecError(`${name}: ${pointer || "/"}: ${problem}`);
  };
  checkLinks(document, "", refuse);
  checkComponents(document, refuse);
  const operations = operationsOf(document).length;
  if (operations === 0) refuse("/paths", "the document has no operations");
  if (operations > maxCount) refuse("/paths", `${operations} operations; at most ${maxCount} are allowed`);

  const operationIds = new Set<string>();
  const visit: Visitor = (node, shape, pointer) => {
    const problem = problemOfShape(node, shape) ?? problemOfNames(node, shape);
    if (problem !== undefined) refuse(pointer, problem);
    const { operationId } = node;
    if (shape === "operation" && typeof operationId === "string") {
      if (operationIds.has(operationId)) refuse(pointer, `duplicate operationId "${operationId.slice(0, 100)}"`);
      operationIds.add(operationId);
    }
    if (shape === "schema" && typeof node["$id"] === "string")
      refuse(pointer, "$id is refused: it would change what references mean");
    for (const { reference, pointer: at } of referencesOf(node, shape, pointer)) {
      if (!reference.startsWith("#/")) refuse(at, `"${reference.slice(0, 100)}" points outside the document`);
    }
  };
  walk(document, visit, (pointer, expected) => refuse(pointer, `expected ${expected}`));
}

type Refuse = (pointer: string, problem: string) => never;

/** Refuses links anywhere, even in examples: a bundler follows a link wherever it finds one. */
function checkLinks(value: Json, pointer: string, refuse: Refuse): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      checkLinks(item, pointer + pointerStep(index), refuse);
    });
  } else if (isObject(value)) {
    for (const [key, child] of Object.entries(value)) {
      if (typeof child === "string" && linkKeys.includes(key) && !child.startsWith("#")) {
        refuse(
          pointer + pointerStep(key),
          `"${child.slice(0, 100)}" points outside the document: only #/… is followed`,
        );
      }
      checkLinks(child, pointer + pointerStep(key), refuse);
    }
  }
}

function checkComponents({ components }: JsonObject, refuse: Refuse): void {
  if (!isObject(components)) return;
  for (const [section, entries] of Object.entries(components)) {
    if (!isObject(entries)) continue;
    const names = Object.keys(entries);
    const at = `/components/${section}`;
    if (names.length > maxCount) refuse(at, `${names.length} entries; at most ${maxCount} are allowed`);
    const bad = names.find((name) => !componentName.test(name));
    if (bad !== undefined) refuse(at, `${JSON.stringify(bad.slice(0, 100))} is not a valid component name`);
  }
}
