import { formBody, holdsFile } from "./form-body.ts";
import { jsonBody } from "./json-body.ts";

export interface EncodedBody {
  readonly body: RequestInit["body"] | undefined;
  /** `undefined` where the caller says it, or the runtime knows best, such as for a form with its boundary. */
  readonly contentType: string | undefined;
  /** The body can be sent a second time. */
  readonly repeatable: boolean;
}

const none: EncodedBody = { body: undefined, contentType: undefined, repeatable: true };

/**
 * A body as it is sent. A form, bytes, text of a type that the caller names, and a stream go as they are; an object with
 * a `Blob` in it goes as a form; all else is JSON.
 *
 * @throws {ValidationError} with the JSON pointer of what cannot be sent.
 */
export function encodeBody(body: unknown, contentType: string | undefined): EncodedBody {
  if (body === undefined) return none;
  if (isJson(body)) return { body: jsonBody(body), contentType: "application/json", repeatable: true };
  if (typeof body === "string" && contentType !== undefined && !/\bjson\b/i.test(contentType)) {
    return { body, contentType: undefined, repeatable: true };
  }
  if (body instanceof FormData || body instanceof URLSearchParams || (body instanceof Blob && body.type !== "")) {
    return { body, contentType: undefined, repeatable: true };
  }
  if (body instanceof Blob || body instanceof ArrayBuffer || ArrayBuffer.isView(body)) {
    return { body: body as Blob | ArrayBuffer, contentType: "application/octet-stream", repeatable: true };
  }
  if (body instanceof ReadableStream || Symbol.asyncIterator in Object(body)) {
    return { body: body as ReadableStream, contentType: "application/octet-stream", repeatable: false };
  }
  if (holdsFile(body)) return { body: formBody(body), contentType: undefined, repeatable: true };
  return { body: jsonBody(body), contentType: "application/json", repeatable: true };
}

/** The usual case, told apart without asking for each of the others: a plain object without an object in it. */
function isJson(body: unknown): boolean {
  if (typeof body !== "object" || body === null || Object.getPrototypeOf(body) !== Object.prototype) return false;
  for (const key in body) {
    if (typeof (body as Readonly<Record<string, unknown>>)[key] === "object") return false;
  }
  return !(Symbol.asyncIterator in body);
}
