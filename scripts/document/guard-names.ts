import { isObject, type Json, type JsonObject } from "./json.ts";
import type { Shape } from "./walk.ts";

/** Characters without a picture of their own: with them, two names that differ look the same. */
const invisible = /[\p{Cf}\u115f\u1160\u3164\uffa0]/u;
const latin = /\p{Script=Latin}/u;
/** The alphabets whose letters look like Latin ones. */
const lookalike = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;

/**
 * Returns what is wrong with the names in one object of the document. A person who reads a pin, or code that uses it,
 * must be able to tell two names apart.
 */
export function problemOfNames(node: JsonObject, shape: Shape): string | undefined {
  for (const names of namesOf(node, shape)) {
    const plain = new Map<string, string>();
    for (const name of names) {
      const problem = problemOfName(name);
      if (problem !== undefined) return `the name ${escaped(name)} ${problem}`;
      const same = plain.get(name.normalize("NFKC"));
      if (same !== undefined && same !== name) return `the names ${escaped(same)} and ${escaped(name)} look the same`;
      plain.set(name.normalize("NFKC"), name);
    }
  }
  return shape === "document" ? problemOfPaths(node) : undefined;
}

/** Returns the names of an object, in groups that must not look alike. */
function namesOf(node: JsonObject, shape: Shape): readonly (readonly string[])[] {
  if (shape === "document") return [Object.keys(node["paths"] ?? {})];
  if (shape === "schema") return [Object.keys(node["properties"] ?? {}), stringsOf(node["enum"])];
  if (shape === "parameter") return [stringsOf([node["name"] ?? null])];
  if (shape === "operation") return [stringsOf([node["operationId"] ?? null]), stringsOf(node["tags"])];
  return [];
}

function stringsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function problemOfName(name: string): string | undefined {
  if (invisible.test(name)) return "holds a character that cannot be seen";
  return latin.test(name) && lookalike.test(name) ? "mixes Latin letters with letters that look like them" : undefined;
}

function problemOfPaths({ paths }: JsonObject): string | undefined {
  const bad = Object.keys(isObject(paths) ? paths : {}).find((path) => !/^\/\S*$/.test(path) && !path.startsWith("x-"));
  return bad === undefined ? undefined : `the path ${escaped(bad)} must begin with a slash and hold no white space`;
}

/** Writes a name so that each of its characters can be seen. */
function escaped(name: string): string {
  const visible = name
    .slice(0, 100)
    .replace(/[^\x20-\x7e]/gu, (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`);
  return `"${visible}"`;
}
