import { isObject, type JsonObject } from "../../document/json.ts";
import type { SpecView } from "../spec-view.ts";
import type { Member } from "../walk/members.ts";
import { accessor, type Material } from "../walk/value-walk.ts";
import { type Alternative, alternativesOf, literalsOf } from "./alternatives.ts";

/** Reads the schemas of one document for the walk. The members of a schema are its alternatives, merged. */
export class SchemaMaterial implements Material<JsonObject> {
  readonly #view: SpecView;
  readonly #keys = new WeakMap<JsonObject, string>();
  readonly #alternatives = new WeakMap<JsonObject, readonly Alternative[]>();

  constructor(view: SpecView) {
    this.#view = view;
  }

  keyOf(schema: JsonObject): string {
    const key = this.#keys.get(schema) ?? this.#view.fingerprint(schema);
    this.#keys.set(schema, key);
    return key;
  }

  alternativesOf(schema: JsonObject): readonly Alternative[] {
    const alternatives = this.#alternatives.get(schema) ?? alternativesOf(this.#view, schema);
    this.#alternatives.set(schema, alternatives);
    return alternatives;
  }

  membersOf(schema: JsonObject): Member<JsonObject>[] {
    return this.alternativesOf(schema).flatMap(({ kind, schema: value, component }) => {
      if (kind !== "object" && kind !== "array" && kind !== "tuple") return [];
      return [{ value, key: this.keyOf(value), kind, fields: this.#fieldsOf(value), component }];
    });
  }

  insideOf(member: JsonObject): Map<string, JsonObject> {
    const { properties, prefixItems, items, additionalProperties } = member;
    const steps: (readonly [string, unknown])[] = Object.entries(isObject(properties) ? properties : {}).map(
      ([name, schema]) => [accessor(name), schema],
    );
    steps.push(["[*]", additionalProperties], ["[]", items]);
    if (Array.isArray(prefixItems))
      for (const [index, schema] of prefixItems.entries()) steps.push([`[${index}]`, schema]);
    return new Map(steps.flatMap(([step, schema]) => (isObject(schema) ? [[step, schema] as const] : [])));
  }

  #fieldsOf({ properties }: JsonObject): Map<string, readonly string[]> {
    const entries = Object.entries(isObject(properties) ? properties : {});
    return new Map(
      entries.map(([name, schema]) => [name, isObject(schema) ? literalsOf(this.#view, schema) : []] as const),
    );
  }
}
