import { ValidationError } from "../errors/errors.ts";
import { jsonBody } from "./json-body.ts";

/** Whether an object can only be sent as a form: one of its fields is a file. */
export function holdsFile(body: unknown): body is Readonly<Record<string, unknown>> {
  if (typeof body !== "object" || body === null) return false;
  return Object.values(body).some((value) => isFile(value) || (Array.isArray(value) && value.some(isFile)));
}

function isFile(value: unknown): boolean {
  return typeof value === "object" && value instanceof Blob;
}

/** An object as `multipart/form-data`: a list repeats its name, an object inside is sent as JSON. */
export function formBody(fields: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const item of [value].flat()) {
      if (item === undefined) continue;
      form.append(name, item instanceof Blob ? item : textOf(name, item));
    }
  }
  return form;
}

function textOf(name: string, value: unknown): string {
  if (value === null) throw new ValidationError(`the form at /${name} is null`, { pointer: `/${name}` });
  return typeof value === "string" ? value : jsonBody(value, `/${name}`);
}
