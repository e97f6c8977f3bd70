import { isDeepStrictEqual } from "node:util";
import { isObject, type Json, type JsonObject, objectAt } from "../../document/json.ts";
import { SeenPairs } from "../seen-pairs.ts";
import type { SpecView } from "../spec-view.ts";
import type { Difference, Direction } from "../types/compare-types.ts";
import { accessor } from "../types/type-fields.ts";
import { constraintChange } from "./constraints.ts";
import { pairSchemas } from "./pair-schemas.ts";

/** Keywords that the types show, or that hold further schemas. This comparison only descends through them. */
const seenByTypes = new Set([
  ...["$ref", "type", "enum", "const", "required", "properties", "patternProperties", "additionalProperties", "items"],
  ...["prefixItems", "allOf", "anyOf", "oneOf", "nullable", "$defs"],
]);

/** Finds what the types of two schemas cannot show: a default, a bound, a pattern, a format, an integer. */
export class SchemaComparison {
  readonly #old: SpecView;
  readonly #now: SpecView;
  readonly #direction: Direction;
  readonly #seen = new SeenPairs<JsonObject>();
  readonly differences: Difference[] = [];

  constructor(old: SpecView, now: SpecView, direction: Direction) {
    this.#old = old;
    this.#now = now;
    this.#direction = direction;
  }

  compare(oldSchema: Json | undefined, newSchema: Json | undefined, at: string): void {
    // Unresolved objects: a reference with fields beside it resolves to a new object each time.
    if (!isObject(oldSchema) || !isObject(newSchema) || this.#seen.has(oldSchema, newSchema)) return;
    this.#seen.add(oldSchema, newSchema);
    const [old, now] = [this.#old.resolve(oldSchema), this.#now.resolve(newSchema)];
    const keywords = new Set([...Object.keys(old), ...Object.keys(now)]);
    const changes = [...keywords].flatMap((keyword) => keywordChange(keyword, old[keyword], now[keyword]) ?? []);
    this.#add(at, [...(numberChange(old, now) ?? []), ...changes]);
    this.#descend(old, now, at);
  }

  #descend(old: JsonObject, now: JsonObject, at: string): void {
    const [before, after] = [objectAt(old, "properties"), objectAt(now, "properties")];
    for (const [name, schema] of Object.entries(before)) {
      if (Object.hasOwn(after, name)) this.compare(schema, after[name], at + accessor(name));
    }
    this.compare(old["items"], now["items"], `${at}[]`);
    this.compare(old["additionalProperties"], now["additionalProperties"], `${at}[*]`);
    const [first, second] = [old["prefixItems"], now["prefixItems"]];
    if (Array.isArray(first) && Array.isArray(second)) {
      for (const [index, schema] of first.entries()) this.compare(schema, second[index], `${at}[${index}]`);
    }
    for (const [was, is] of pairSchemas(this.#old, this.#now, old, now)) this.compare(was, is, at);
  }

  /** Adds one finding for the changes that refuse more than before, and one for the rest. */
  #add(at: string, changes: readonly KeywordChange[]): void {
    const breaks = ({ tighter }: KeywordChange): boolean => tighter && this.#direction === "request";
    for (const severity of ["breaking", "compatible"] as const) {
      const messages = changes.filter((change) => breaks(change) === (severity === "breaking"));
      if (messages.length === 0) continue;
      this.differences.push({ at, message: messages.map(({ message }) => message).join("; "), severity });
    }
  }
}

interface KeywordChange {
  readonly message: string;
  readonly tighter: boolean;
}

function keywordChange(keyword: string, old: Json | undefined, now: Json | undefined): KeywordChange | undefined {
  if (seenByTypes.has(keyword) || isDeepStrictEqual(old, now)) return undefined;
  if (keyword === "discriminator") return discriminatorChange(old, now);
  const change = constraintChange(keyword, old, now);
  return change && { message: changeText(keyword, old, now), tighter: change === "tighter" };
}

/** Omits the mapping, which would fill a page: the compiler sees what a discriminator does to the types. */
function discriminatorChange(old: Json | undefined, now: Json | undefined): KeywordChange {
  const [before, after] = [old, now].map((value) => (isObject(value) ? value["propertyName"] : undefined));
  const message =
    before === after
      ? `the mapping of discriminator ${valueText(after)} changed`
      : changeText("discriminator", before, after);
  return { message, tighter: false };
}

/** Compares `number` with `integer`: they are one type to the compiler. */
function numberChange(old: JsonObject, now: JsonObject): KeywordChange[] | undefined {
  const [before, after] = [numberType(old), numberType(now)];
  if (before === after || before === undefined || after === undefined) return undefined;
  return [{ message: `was ${before}, is ${after}`, tighter: after === "integer" }];
}

function numberType(schema: JsonObject): string | undefined {
  const types = [schema["type"]].flat();
  return types.includes("number") ? "number" : types.includes("integer") ? "integer" : undefined;
}

/** Describes a change in one line, such as `default was 10, is 25`. */
export function changeText(keyword: string, old: Json | undefined, now: Json | undefined): string {
  if (keyword === "deprecated") return now === true ? "is deprecated now" : "is no longer deprecated";
  if (old === undefined) return `${keyword} ${valueText(now)} is new`;
  if (now === undefined) return `${keyword} ${valueText(old)} is gone`;
  return `${keyword} was ${valueText(old)}, is ${valueText(now)}`;
}

const longestValue = 60;

function valueText(value: Json | undefined): string {
  const text = JSON.stringify(value ?? null);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
