import { isObject, type Json } from "../../document/json.ts";
import type { Api } from "../api/api.ts";
import { type Place, placeBelow } from "../api/operation.ts";
import { fileMark } from "../api/schema-checker.ts";
import { RequestProblem, refuseErrors } from "./problem.ts";

/** A file of a form, as a handler and the record see it. */
interface SentFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** A union inside a union inside a union is deep enough for a field of a form. */
const mostUnions = 3;

/**
 * Reads the fields of a form, and converts their texts to what the schema declares.
 *
 * @throws {RequestProblem} when a field does not fit, or when a file stands where a text should and the other way round.
 */
export function readForm({ document, checker }: Api, schema: Place, form: FormData | URLSearchParams): object {
  const fields: Record<string, unknown> = {};
  const files: Record<string, SentFile[]> = {};
  for (const name of new Set(form.keys())) {
    const field = placeBelow(document, schema, "properties", name);
    const values = (form.getAll(name) as (string | File)[]).map((value) => {
      if (typeof value === "string") return parsedIfJson(value, field);
      if (!takesFile(document, field)) throw new RequestProblem(`body.${name}: is a file, and the spec declares none`);
      files[name] = [...(files[name] ?? []), { name: value.name, type: value.type, size: value.size }];
      return fileMark;
    });
    fields[name] = values.length === 1 && !isList(field) ? values[0] : values;
  }
  refuseErrors("body", checker.formErrors(schema.pointer, fields));
  return { ...fields, ...files };
}

/** A part that stands for an object or a list is JSON. */
function parsedIfJson(text: string, field: Place): unknown {
  if (!isObject(field.value) || !/^\s*[[{]/.test(text) || field.value["type"] === "string") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isList({ value }: Place): boolean {
  return [value["type"]].flat().includes("array");
}

function takesFile(document: Api["document"], place: Place, unions: number = mostUnions): boolean {
  if (place.value["format"] === "binary") return true;
  if (unions === 0) return false;
  const below = ["anyOf", "oneOf", "allOf"].flatMap((key) =>
    ((place.value[key] ?? []) as Json[]).map((_schema, index) => placeBelow(document, place, key, index)),
  );
  if (place.value["items"] !== undefined) below.push(placeBelow(document, place, "items"));
  return below.some((schema) => takesFile(document, schema, unions - 1));
}
