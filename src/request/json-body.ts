import { ValidationError } from "../errors/errors.ts";

const maxDepth = 512;

/**
 * Serialises a value, and refuses what JSON would silently change (`NaN` → `null`, `Map` → `{}`) or drop. `undefined`
 * fields are dropped. Each field is read once, so that what was checked is what is sent.
 *
 * @throws {ValidationError} with the JSON pointer of what cannot be sent.
 */
export function jsonBody(value: unknown, at: readonly string[] = []): string {
  const place = { keys: [...at], ancestors: [] };
  try {
    return JSON.stringify(plainOf(value, place));
  } catch (cause) {
    if (cause instanceof ValidationError) throw cause;
    throw refusal(place, "cannot be read: a toJSON() or a getter of it failed", cause);
  }
}

/** Where in the body a value stands. */
interface Place {
  readonly keys: string[];
  readonly ancestors: object[];
}

/** Copies a value down to what JSON has. */
function plainOf(value: unknown, place: Place): unknown {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (Number.isFinite(value)) return value;
      throw refusal(place, `is ${value}, which JSON does not have`);
    case "object":
      return value === null ? null : plainObjectOf(value, place);
    default:
      throw refusal(place, `is ${withArticle(typeof value)}, which JSON does not have`);
  }
}

function plainObjectOf(value: object, place: Place): unknown {
  const { ancestors } = place;
  if (ancestors.includes(value)) throw refusal(place, "holds itself");
  if (ancestors.length === maxDepth) throw refusal(place, `is nested deeper than ${maxDepth} levels`);
  if (value instanceof Date && Number.isNaN(value.getTime())) throw refusal(place, "is an invalid Date");
  // A Buffer has a toJSON, and a stream would be read as an object of its settings.
  if (ArrayBuffer.isView(value)) throw refusal(place, "holds bytes: send them as a Blob");
  if (Symbol.asyncIterator in value)
    throw refusal(place, "is a stream: a file from disk is sent by fs.openAsBlob(path)");
  ancestors.push(value);
  const { toJSON } = value as { toJSON?: unknown };
  const plain =
    typeof toJSON === "function"
      ? plainOf(toJSON.call(value, ""), place)
      : Array.isArray(value)
        ? plainItems(value, place)
        : plainFields(value, place);
  ancestors.pop();
  return plain;
}

function plainItems(items: readonly unknown[], place: Place): unknown[] {
  const plain: unknown[] = [];
  for (let index = 0; index < items.length; index += 1) plain.push(plainAt(String(index), items[index], place));
  return plain;
}

function plainFields(value: object, place: Place): object {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A Map, a Set, a Promise, bytes: their JSON is {} or an object of numbers. An object of a user's class has fields.
  const tag =
    prototype === Object.prototype ? "Object" : Object.prototype.toString.call(value).slice("[object ".length, -1);
  if (tag !== "Object") throw refusal(place, `is ${withArticle(tag)}, which JSON does not have`);
  const fields: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const field = (value as Readonly<Record<string, unknown>>)[key];
    if (field === undefined) continue;
    const plain = plainAt(key, field, place);
    // Assigning to "__proto__" would set the prototype, and lose the field.
    if (key === "__proto__") Object.defineProperty(fields, key, { value: plain, enumerable: true });
    else fields[key] = plain;
  }
  return fields;
}

function plainAt(key: string, value: unknown, place: Place): unknown {
  place.keys.push(key);
  const plain = plainOf(value, place);
  place.keys.pop();
  return plain;
}

/** Writes a JSON pointer (RFC 6901, section 3). */
export function pointerOf(keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function refusal({ keys }: Place, problem: string, cause?: unknown): ValidationError {
  const pointer = pointerOf(keys);
  return new ValidationError(`the body${pointer && ` at ${pointer}`} ${problem}`, { cause, pointer });
}

function withArticle(noun: string): string {
  if (noun === "undefined") return noun;
  return `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
}
