import { ValidationError } from "../errors/errors.ts";

const maxDepth = 512;

interface Problem {
  readonly pointer: string;
  readonly reason: string;
}

/**
 * The JSON of a value that means the same on the other side. What JSON would turn into `null` or `{}`, or leave out, is
 * refused: `undefined` alone is left out, where an object has it.
 *
 * @throws {ValidationError} with the JSON pointer of what cannot be sent.
 */
export function jsonBody(value: unknown, at = ""): string {
  const problem = readProblem(value);
  if (problem === undefined) return JSON.stringify(value);
  const pointer = at + problem.pointer;
  throw new ValidationError(`the body${pointer && ` at ${pointer}`} ${problem.reason}`, { pointer });
}

function readProblem(value: unknown): Problem | undefined {
  try {
    return problemOf(value, []);
  } catch (cause) {
    throw new ValidationError("the body cannot be read: a toJSON() or a getter of it failed", { cause, pointer: "" });
  }
}

function problemOf(value: unknown, ancestors: object[]): Problem | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return undefined;
    case "number":
      return Number.isFinite(value) ? undefined : problem(`is ${value}, which JSON does not have`);
    case "object":
      return value === null ? undefined : problemOfObject(value, ancestors);
    default:
      return problem(`is ${article(typeof value)}, which JSON does not have`);
  }
}

function problemOfObject(value: object, ancestors: object[]): Problem | undefined {
  if (ancestors.includes(value)) return problem("holds itself");
  if (ancestors.length === maxDepth) return problem(`is nested deeper than ${maxDepth} levels`);
  const converted = convertedBy(value);
  if (converted !== undefined) return converted.problem ?? problemOf(converted.value, [...ancestors, value]);
  ancestors.push(value);
  const found = Array.isArray(value) ? problemOfItems(value, ancestors) : problemOfFields(value, ancestors);
  ancestors.pop();
  return found;
}

/** What `toJSON` makes of an object, for an object that has it; a problem for one that JSON would make nothing of. */
function convertedBy(value: object): { readonly value?: unknown; readonly problem?: Problem } | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Array.prototype) return undefined;
  if (value instanceof Date && Number.isNaN(value.getTime())) return { problem: problem("is an invalid Date") };
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === "function") return { value: toJSON.call(value, "") };
  if (prototype === Object.prototype || prototype === null || Array.isArray(value)) return undefined;
  // A Map, a Set, a Promise, bytes: their JSON is {} or an object of numbers. An object of a user's class has fields.
  const tag = Object.prototype.toString.call(value).slice("[object ".length, -1);
  return tag === "Object" ? undefined : { problem: problem(`is ${article(tag)}, which JSON does not have`) };
}

function problemOfItems(items: readonly unknown[], ancestors: object[]): Problem | undefined {
  for (let index = 0; index < items.length; index += 1) {
    const found = problemOf(items[index], ancestors);
    if (found !== undefined) return { ...found, pointer: `/${index}${found.pointer}` };
  }
  return undefined;
}

function problemOfFields(fields: object, ancestors: object[]): Problem | undefined {
  for (const key of Object.keys(fields)) {
    const value = (fields as Readonly<Record<string, unknown>>)[key];
    if (value === undefined) continue;
    const found = problemOf(value, ancestors);
    if (found !== undefined) return { ...found, pointer: `/${escaped(key)}${found.pointer}` };
  }
  return undefined;
}

function problem(reason: string): Problem {
  return { pointer: "", reason };
}

/** RFC 6901, section 3. */
function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function article(noun: string): string {
  if (noun === "undefined") return noun;
  return `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
}
