import { ValidationError } from "../errors/errors.ts";
import { jsonBody, pointerOf } from "./json-body.ts";

/** Tells whether fields can only be sent as a form: one of them is a file. */
export function holdFile(fields: Readonly<Record<string, unknown>>): boolean {
  return Object.values(fields).some((value) => isFile(value) || (Array.isArray(value) && value.some(isFile)));
}

function isFile(value: unknown): boolean {
  return typeof value === "object" && value instanceof Blob;
}

/**
 * Writes fields as `multipart/form-data`. A list repeats its name, an object inside is sent as JSON.
 *
 * @throws {ValidationError} with the JSON pointer of what cannot be sent.
 */
export function formBody(fields: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) form.append(name, item instanceof Blob ? item : textOf(name, item));
    }
  }
  return form;
}

function textOf(name: string, value: unknown): string {
  if (value === null) {
    const pointer = pointerOf([name]);
    throw new ValidationError(`the form at ${pointer} is null`, { pointer });
  }
  if (typeof value === "string") return value;
  const json = jsonBody(value, [name]);
  // A Date is a text, and a form has no quotes around it.
  return json.startsWith('"') ? JSON.parse(json) : json;
}
