import { ValidationError } from "../errors/errors.ts";

const maxDepth = 8;

/**
 * Writes a query. A list repeats its name, and an object is written in the dotted form (`filter_by.tags=a`). `undefined`
 * and `null` are left out.
 *
 * @throws {ValidationError} naming the parameter, for a value that would be sent as `NaN` or as a function's source, or
 * dropped silently.
 */
export function serializeQuery(query: object): string {
  if (Object.prototype.toString.call(query) !== "[object Object]")
    throw new ValidationError("the query must be an object");
  return dottedPairs(query, refusal)
    .map(([name, value]) => `${encoded(name, name)}=${encoded(value, name)}`)
    .join("&");
}

/** Makes the error of a field that cannot be written. */
export type Refuse = (name: string, problem: string) => ValidationError;

/** Returns the names and values of a query, or of a form that is written like one. */
export function dottedPairs(fields: object, refuse: Refuse): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  const add = (name: string, value: unknown, depth: number): void => {
    if (value === undefined || value === null) return;
    if (typeof value !== "object") {
      pairs.push([name, textOf(name, value, refuse)]);
      return;
    }
    if (depth === maxDepth) throw refuse(name, `nested deeper than ${maxDepth} levels`);
    if (Array.isArray(value)) {
      for (const item of value) {
        if (typeof item === "object" && item !== null) throw refuse(name, "a list that holds more than plain values");
        add(name, item, depth + 1);
      }
      return;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) throw refuse(name, "an object that has no plain text");
    for (const [key, field] of Object.entries(value)) add(`${name}.${key}`, field, depth + 1);
  };
  for (const [name, value] of Object.entries(fields)) add(name, value, 0);
  return pairs;
}

function textOf(name: string, value: unknown, refuse: Refuse): string {
  if (typeof value === "function" || typeof value === "symbol") throw refuse(name, `a ${typeof value}`);
  if (typeof value === "number" && !Number.isFinite(value)) throw refuse(name, String(value));
  return String(value);
}

function encoded(text: string, name: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw refusal(name, "not well-formed Unicode: it has half of a surrogate pair");
  }
}

function refusal(name: string, problem: string): ValidationError {
  return new ValidationError(`the query parameter "${name}" is ${problem}`);
}
