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
  // The usual case first.
  if (Object.getPrototypeOf(Object(body)) === Object.prototype) return encodeObject(body);
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
  return encodeObject(body);
}

function encodeObject(body: unknown): EncodedBody {
  return holdsFile(body)
    ? { body: formBody(body), contentType: undefined, repeatable: true }
    : { body: jsonBody(body), contentType: "application/json", repeatable: true };
}
