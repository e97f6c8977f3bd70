import { isDeepStrictEqual } from "node:util";
import { SpecError } from "../spec-error.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { pointerStep } from "./pointer.ts";

export interface NamedDocument {
  readonly name: string;
  readonly document: JsonObject;
}

/** Maps whose entries are joined one by one. Everything else must be the same in every document. */
const joined = [
  /^\/paths$/,
  /^\/paths\/[^/]+$/,
  /^\/webhooks$/,
  /^\/webhooks\/[^/]+$/,
  /^\/components$/,
  /^\/components\/[^/]+$/,
];

/**
 * Joins documents into one: operations of one path come together, identical components are shared, `tags` are united
 * by name. A contradiction between two documents is an error that names both and the place.
 */
export function joinDocuments(documents: readonly NamedDocument[]): JsonObject {
  const origin = new Map<string, string>();
  const result: JsonObject = {};
  for (const { name, document } of documents) {
    const { tags, ...rest } = document;
    joinInto(result, rest, "", name, origin);
    if (tags !== undefined) result["tags"] = joinTags(result["tags"], tags, name, origin);
  }
  return result;
}

function joinInto(target: JsonObject, source: JsonObject, at: string, name: string, origin: Map<string, string>): void {
  for (const [key, value] of Object.entries(source)) {
    const pointer = at + pointerStep(key);
    const present = Object.hasOwn(target, key) ? target[key] : undefined;
    if (present === undefined) {
      target[key] = structuredClone(value);
      recordOrigin(value, pointer, name, origin);
    } else if (isObject(present) && isObject(value) && joined.some((pattern) => pattern.test(pointer))) {
      joinInto(present, value, pointer, name, origin);
    } else if (!isDeepStrictEqual(present, value)) {
      throw conflict(pointer, origin.get(pointer) ?? "an earlier document", name);
    }
  }
}

function recordOrigin(value: Json, pointer: string, name: string, origin: Map<string, string>): void {
  origin.set(pointer, name);
  if (!isObject(value) || !joined.some((pattern) => pattern.test(pointer))) return;
  for (const [key, child] of Object.entries(value)) recordOrigin(child, pointer + pointerStep(key), name, origin);
}

function joinTags(present: Json | undefined, added: Json, name: string, origin: Map<string, string>): Json[] {
  const tags = Array.isArray(present) ? present : [];
  for (const tag of Array.isArray(added) ? added : []) {
    const tagName = isObject(tag) ? String(tag["name"]) : String(tag);
    const pointer = `/tags${pointerStep(tagName)}`;
    const same = tags.find((other) => isObject(other) && other["name"] === tagName);
    if (same === undefined) {
      tags.push(structuredClone(tag));
      origin.set(pointer, name);
    } else if (!isDeepStrictEqual(same, tag)) {
      throw conflict(pointer, origin.get(pointer) ?? "an earlier document", name);
    }
  }
  return tags;
}

function conflict(pointer: string, first: string, second: string): SpecError {
  return new SpecError(`${first} and ${second} disagree at ${pointer}: make them agree, or leave one out`);
}
