import { sha256 } from "../document/canonical.ts";
import { isObject, type Json, type JsonObject, objectAt } from "../document/json.ts";
import { splitOperation } from "../document/operation.ts";
import { resolvePointer } from "../document/pointer.ts";
import { SpecError } from "../spec-error.ts";
import { canonicalJson } from "./plain-document.ts";

/** A document, read by operation: resolves references, and fingerprints any part. */
export class SpecView {
  readonly document: JsonObject;
  readonly #components = new Map<string, { readonly hash: string; readonly references: readonly string[] }>();

  constructor(document: JsonObject) {
    this.document = document;
  }

  pathItem(operation: string): JsonObject {
    return objectAt(this.document["paths"], splitOperation(operation).path);
  }

  operation(operation: string): JsonObject {
    return objectAt(this.pathItem(operation), splitOperation(operation).method);
  }

  /** Returns parameters by `"location name"`. Those of an operation replace those of its path. */
  parameters(operation: string): Map<string, JsonObject> {
    const lists = [this.pathItem(operation)["parameters"], this.operation(operation)["parameters"]];
    const parameters = lists
      .flatMap((list) => (Array.isArray(list) ? list : []))
      .map((parameter) => this.resolve(parameter));
    return new Map(parameters.map((parameter) => [`${parameter["in"]} ${parameter["name"]}`, parameter]));
  }

  responses(operation: string): Map<string, JsonObject> {
    const responses = objectAt(this.operation(operation), "responses");
    return new Map(Object.entries(responses).map(([status, response]) => [status, this.resolve(response)]));
  }

  /** Returns the accepted alternatives. An operation's own list replaces the document's; an empty one needs none. */
  security(operation: string): readonly JsonObject[] {
    const list = this.operation(operation)["security"] ?? this.document["security"];
    const alternatives = Array.isArray(list) ? list.filter(isObject) : [];
    return alternatives.length > 0 ? alternatives : [{}];
  }

  securityScheme(name: string): JsonObject {
    return this.resolve(objectAt(objectAt(this.document["components"], "securitySchemes"), name));
  }

  /** Returns the object, or what it refers to. Fields beside a `$ref` are added. */
  resolve(node: Json | undefined): JsonObject {
    let value = asObject(node);
    for (let hops = 0; typeof value["$ref"] === "string"; hops++) {
      if (hops > 100) throw new SpecError(`"${value["$ref"]}" is a circular reference`);
      const { $ref, ...beside } = value;
      const target = asObject(resolvePointer(this.document, $ref));
      value = Object.keys(beside).length === 0 ? target : { ...target, ...beside };
    }
    return value;
  }

  /** Returns a hash that is equal for values that read alike and reach components that read alike. */
  fingerprint(value: Json | undefined): string {
    const reached = new Map<string, string>();
    const own = canonicalJson(value);
    const queue = [...referencesIn(own)];
    for (let reference = queue.pop(); reference !== undefined; reference = queue.pop()) {
      if (reached.has(reference)) continue;
      const { hash, references } = this.#component(reference);
      reached.set(reference, hash);
      queue.push(...references);
    }
    const components = [...reached].sort(([a], [b]) => (a < b ? -1 : 1));
    return sha256([own, ...components.map(([name, hash]) => `${name}=${hash}`)].join("\n"));
  }

  #component(reference: string): { readonly hash: string; readonly references: readonly string[] } {
    let known = this.#components.get(reference);
    if (known === undefined) {
      const text = canonicalJson(resolvePointer(this.document, reference));
      known = { hash: sha256(text), references: referencesIn(text) };
      this.#components.set(reference, known);
    }
    return known;
  }
}

const quotedReference = /"(#\/(?:[^"\\]|\\.)*)"/g;

/** Finds every string that reads like a reference. One too many costs time, one too few hides a change. */
function referencesIn(text: string): string[] {
  return [...text.matchAll(quotedReference)].map((match) => JSON.parse(match[0]) as string);
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
