import { ValidationError } from "../errors/errors.ts";

const maxIdLength = 1024;
/** The ids that the API gives out, and most others: nothing to check any further, nothing to encode. */
const plainId = /^[\w-]{1,1024}$/;

// A URL parser would resolve these away, and the path would lead elsewhere.
const resolvedAway = /\/(?:\.|%2e){1,2}(?:\/|$)|\/\//i;

/**
 * Fills the `{names}` of a path. An id never leaves its segment: what a URL parser would resolve away (`""`, `.`, `..`)
 * or cannot hold is refused, everything else is percent-encoded (RFC 3986, section 3.3).
 *
 * @throws {ValidationError} naming the parameter, before anything is sent.
 */
export function serializePath(template: string, parameters: Readonly<Record<string, unknown>>): string {
  const [start = "", ...pieces] = template.split("{");
  let path = start;
  for (const piece of pieces) {
    const nameEnd = piece.indexOf("}");
    if (nameEnd === -1)
      throw new ValidationError(`the path ${JSON.stringify(template)} has a brace that is not closed`);
    const name = piece.slice(0, nameEnd);
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    path += encodePathParameter(name, value) + piece.slice(nameEnd + 1);
  }
  if (resolvedAway.test(path)) throw new ValidationError(`the path ${JSON.stringify(path)} would lead to another path`);
  return path;
}

function encodePathParameter(name: string, value: unknown): string {
  if (typeof value === "string" && plainId.test(value)) return value;
  const problem = problemOf(value);
  if (problem !== undefined) throw new ValidationError(`path parameter "${name}" ${problem}`);
  return encodeURIComponent(value as string);
}

function problemOf(value: unknown): string | undefined {
  if (typeof value !== "string") return `must be a string, and is ${value === null ? "null" : typeof value}`;
  if (value === "") return "must not be empty";
  if (value === "." || value === "..") return `must not be "${value}": it would lead to another path`;
  if (value.length > maxIdLength) return `must have at most ${maxIdLength} characters, and has ${value.length}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(value)) return "must not have control characters";
  if (/\p{Surrogate}/u.test(value)) return "must be well-formed Unicode, and has half of a surrogate pair";
  return undefined;
}
