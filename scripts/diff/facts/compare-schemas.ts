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
  readonly #before: SpecView;
  readonly #after: SpecView;
  readonly #direction: Direction;
  readonly #seen = new SeenPairs<JsonObject>();
  readonly differences: Difference[] = [];

  constructor(before: SpecView, after: SpecView, direction: Direction) {
    this.#before = before;
    this.#after = after;
    this.#direction = direction;
  }

  compare(schemaBefore: Json | undefined, schemaAfter: Json | undefined, at: string): void {
    // Unresolved objects: a reference with fields beside it resolves to a new object each time.
    if (!isObject(schemaBefore) || !isObject(schemaAfter) || this.#seen.has(schemaBefore, schemaAfter)) return;
    this.#seen.add(schemaBefore, schemaAfter);
    const [before, after] = [this.#before.resolve(schemaBefore), this.#after.resolve(schemaAfter)];
    const keywords = new Set([...Object.keys(before), ...Object.keys(after)]);
    const changes = [...keywords].flatMap((keyword) => keywordChange(keyword, before[keyword], after[keyword]) ?? []);
    this.#add(at, [...(numberChange(before, after) ?? []), ...changes]);
    this.#descend(before, after, at);
  }

  #descend(before: JsonObject, after: JsonObject, at: string): void {
    const [beforePart, afterPart] = [objectAt(before, "properties"), objectAt(after, "properties")];
    for (const [name, schema] of Object.entries(beforePart)) {
      if (Object.hasOwn(afterPart, name)) this.compare(schema, afterPart[name], at + accessor(name));
    }
    this.compare(before["items"], after["items"], `${at}[]`);
    this.compare(before["additionalProperties"], after["additionalProperties"], `${at}[*]`);
    const [first, second] = [before["prefixItems"], after["prefixItems"]];
    if (Array.isArray(first) && Array.isArray(second)) {
      for (const [index, schema] of first.entries()) this.compare(schema, second[index], `${at}[${index}]`);
    }
    for (const [was, is] of pairSchemas(this.#before, this.#after, before, after)) this.compare(was, is, at);
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

function keywordChange(keyword: string, before: Json | undefined, after: Json | undefined): KeywordChange | undefined {
  if (seenByTypes.has(keyword) || isDeepStrictEqual(before, after)) return undefined;
  if (keyword === "discriminator") return discriminatorChange(before, after);
  const change = constraintChange(keyword, before, after);
  return change && { message: changeText(keyword, before, after), tighter: change === "tighter" };
}

/** Omits the mapping, which would fill a page: the compiler sees what a discriminator does to the types. */
function discriminatorChange(before: Json | undefined, after: Json | undefined): KeywordChange {
  const [beforePart, afterPart] = [before, after].map((value) => (isObject(value) ? value["propertyName"] : undefined));
  const message =
    beforePart === afterPart
      ? `the mapping of discriminator ${valueText(afterPart)} changed`
      : changeText("discriminator", beforePart, afterPart);
  return { message, tighter: false };
}

/** Compares `number` with `integer`: they are one type to the compiler. */
function numberChange(before: JsonObject, after: JsonObject): KeywordChange[] | undefined {
  const [beforePart, afterPart] = [numberType(before), numberType(after)];
  if (beforePart === afterPart || beforePart === undefined || afterPart === undefined) return undefined;
  return [{ message: `was ${beforePart}, is ${afterPart}`, tighter: afterPart === "integer" }];
}

function numberType(schema: JsonObject): string | undefined {
  const types = [schema["type"]].flat();
  return types.includes("number") ? "number" : types.includes("integer") ? "integer" : undefined;
}

/** Describes a change in one line, such as `default was 10, is 25`. */
export function changeText(keyword: string, before: Json | undefined, after: Json | undefined): string {
  if (keyword === "deprecated") return after === true ? "is deprecated now" : "is no longer deprecated";
  if (before === undefined) return `${keyword} ${valueText(after)} is new`;
  if (after === undefined) return `${keyword} ${valueText(before)} is gone`;
  return `${keyword} was ${valueText(before)}, is ${valueText(after)}`;
}

const longestValue = 60;

function valueText(value: Json | undefined): string {
  const text = JSON.stringify(value ?? null);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
