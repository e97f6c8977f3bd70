import { isDeepStrictEqual } from "node:util";
import { isObject, type Json, type JsonObject } from "../../document/json.ts";
import { canonicalJson } from "../plain-document.ts";
import { constraintChange } from "./constraints.ts";

/** Keywords that the types show, or that hold further schemas. */
const seenByTypes = new Set([
  ...["$ref", "type", "enum", "const", "required", "properties", "patternProperties", "additionalProperties", "items"],
  ...["prefixItems", "allOf", "anyOf", "oneOf", "nullable", "$defs"],
]);

export interface KeywordChange {
  readonly message: string;
  /** Whether values are refused now that were allowed before. */
  readonly tighter: boolean;
}

/** Returns what differs between two alternatives that types do not show: a default, a bound, a pattern, an integer. */
export function keywordChanges(before: JsonObject, after: JsonObject): KeywordChange[] {
  const keywords = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changes = keywords.flatMap((keyword) => keywordChange(keyword, before[keyword], after[keyword]) ?? []);
  return [...numberChange(before, after), ...changes];
}

function keywordChange(keyword: string, before: Json | undefined, after: Json | undefined): KeywordChange | undefined {
  if (seenByTypes.has(keyword) || isDeepStrictEqual(before, after)) return undefined;
  if (keyword === "discriminator") return discriminatorChange(before, after);
  const change = constraintChange(keyword, before, after);
  return change && { message: changeText(keyword, before, after), tighter: change === "tighter" };
}

/** Omits the mapping, which would fill a page: the compiler sees what a discriminator does to the types. */
function discriminatorChange(before: Json | undefined, after: Json | undefined): KeywordChange {
  const [was, is] = [before, after].map((value) => (isObject(value) ? value["propertyName"] : undefined));
  const message =
    was === is ? `the mapping of discriminator ${valueText(is)} changed` : changeText("discriminator", was, is);
  return { message, tighter: false };
}

/** Compares `number` with `integer`: they are one type to the compiler. */
function numberChange(before: JsonObject, after: JsonObject): KeywordChange[] {
  const [was, is] = [numberType(before), numberType(after)];
  if (was === is || was === undefined || is === undefined) return [];
  return [{ message: `was ${was}, is ${is}`, tighter: is === "integer" }];
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
  const text = canonicalJson(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
