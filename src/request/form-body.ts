import { jsonBody } from "./json-body.ts";

/** Tells whether fields can only be sent as a form: one of them is a file. */
export function holdFile(fields: Readonly<Record<string, unknown>>): boolean {
  return Object.values(fields).some((value) => isFile(value) || (Array.isArray(value) && value.some(isFile)));
}

function isFile(value: unknown): value is Blob {
  return typeof value === "object" && value instanceof Blob;
}

/**
 * Writes fields as `multipart/form-data` (RFC 7578). A list repeats its name, an object is a part of JSON, a file without
 * a name is called `blob`, and everything else is text. `undefined` and `null` are left out.
 *
 * A `FormData` gives JSON either no type or a filename, by which servers take it for a file, and it rewrites line ends.
 *
 * @throws {ValidationError} with the JSON pointer of what cannot be sent.
 */
export function formBody(fields: Readonly<Record<string, unknown>>): Blob {
  // Whoever wrote one field must not be able to guess it, and so to write another.
  const boundary = `orq-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
  const parts: (string | Blob)[] = [];
  const add = (name: string, item: unknown, at: readonly string[]): void => {
    if (item === undefined || item === null) return;
    const { about, content } = isFile(item) ? filePart(item) : fieldPart(jsonBody(item, at));
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${about}\r\n\r\n`;
    parts.push(head, content, "\r\n");
  };
  for (const [name, value] of Object.entries(fields)) {
    if (Array.isArray(value))
      value.forEach((item, index) => {
        add(name, item, [name, String(index)]);
      });
    else add(name, value, [name]);
  }
  return new Blob([...parts, `--${boundary}--\r\n`], { type: `multipart/form-data; boundary=${boundary}` });
}

interface Part {
  /** What its head says beside its name. */
  readonly about: string;
  readonly content: string | Blob;
}

function filePart(file: Blob): Part {
  const name = file instanceof File ? file.name : "blob";
  const type = file.type || "application/octet-stream";
  return { about: `; filename="${quoted(name)}"\r\nContent-Type: ${type}`, content: file };
}

function fieldPart(json: string): Part {
  // A Date is a text too, and a form has no quotes around it.
  if (json.startsWith('"')) return { about: "", content: JSON.parse(json) };
  return { about: /^[[{]/.test(json) ? "\r\nContent-Type: application/json" : "", content: json };
}

/** Escapes a name as browsers do (the HTML standard, section 4.10.21.8). */
function quoted(name: string): string {
  return name.replace(/["\r\n]/g, encodeURIComponent);
}
