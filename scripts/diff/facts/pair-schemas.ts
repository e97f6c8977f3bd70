import { isObject, type Json, type JsonObject } from "../../document/json.ts";
import type { SpecView } from "../spec-view.ts";

/** Pairs each alternative of a composed schema with its successor. Omits identical ones: nothing differs there. */
export function pairSchemas(
  viewBefore: SpecView,
  viewAfter: SpecView,
  before: JsonObject,
  after: JsonObject,
): (readonly [before: Json, after: Json])[] {
  return ["allOf", "anyOf", "oneOf"].flatMap((keyword) => {
    const beforePart = branches(viewBefore, before[keyword]);
    const afterPart = branches(viewAfter, after[keyword]);
    const same = new Set(
      beforePart.map(({ print }) => print).filter((print) => afterPart.some((other) => other.print === print)),
    );
    const left = beforePart.filter(({ print }) => !same.has(print));
    const right = afterPart.filter(({ print }) => !same.has(print));
    return left.flatMap((branch) => {
      const index = right.findIndex(({ name }) => name === branch.name);
      const partner = right[index];
      if (!partner) return [];
      right.splice(index, 1);
      return [[branch.schema, partner.schema] as const];
    });
  });
}

interface Branch {
  readonly schema: Json;
  readonly print: string;
  readonly name: string;
}

function branches(view: SpecView, list: Json | undefined): Branch[] {
  return (Array.isArray(list) ? list : []).map((schema) => ({
    schema,
    print: view.fingerprint(schema),
    name: nameOf(view.resolve(schema)),
  }));
}

/** Returns what tells a branch from its neighbours: its literals, otherwise its type and whether it has fields. */
function nameOf(schema: JsonObject): string {
  const properties = isObject(schema["properties"]) ? Object.entries(schema["properties"]) : [];
  const literals = properties.flatMap(([name, value]) => {
    if (!isObject(value)) return [];
    const literal =
      value["const"] ?? (Array.isArray(value["enum"]) && value["enum"].length === 1 ? value["enum"][0] : undefined);
    return literal === undefined ? [] : [`${name}=${JSON.stringify(literal)}`];
  });
  return JSON.stringify([schema["type"], literals.length > 0 ? literals : properties.length === 0]);
}
