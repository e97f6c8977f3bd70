import { type Json, type JsonObject, objectAt } from "./json.ts";
import { pointerStep } from "./pointer.ts";
import type { Shape } from "./walk.ts";

/** A reference, and the place where it stands. */
export interface Reference {
  readonly pointer: string;
  readonly reference: string;
}

/** Tells whether a value of a discriminator's mapping is the name of a schema, and not a reference to it. */
export const componentName: RegExp = /^[A-Za-z_][A-Za-z0-9._-]*$/;

/** Returns the references of an object of the document. A discriminator's mapping has references, or names of schemas. */
export function referencesOf(node: JsonObject, shape: Shape, pointer: string): Reference[] {
  if (shape !== "discriminator") {
    return typeof node["$ref"] === "string" ? [{ pointer, reference: node["$ref"] }] : [];
  }
  return Object.entries(objectAt(node, "mapping")).map(([value, target]) => ({
    pointer: `${pointer}/mapping${pointerStep(value)}`,
    reference: referenceOf(target),
  }));
}

function referenceOf(target: Json): string {
  const text = String(target);
  return componentName.test(text) ? `#/components/schemas/${text}` : text;
}
