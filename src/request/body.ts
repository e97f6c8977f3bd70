import { ValidationError } from "../errors/errors.ts";
import { formBody, holdFile } from "./form-body.ts";
import { jsonBody, pointerOf } from "./json-body.ts";
import { oneShotBody } from "./one-shot-body.ts";
import { dottedPairs } from "./query.ts";

/** A body as it is sent. */
export interface EncodedBody {
  readonly body: RequestInit["body"] | undefined;
  /** `undefined` where there is no body, or where the runtime writes it: a `FormData` has no boundary yet. */
  readonly contentType: string | undefined;
  /** The body can be sent a second time. */
  readonly repeatable: boolean;
  /** Tells the source of a stream that nothing more is read. */
  readonly release?: () => void;
}

const none: EncodedBody = { body: undefined, contentType: undefined, repeatable: true };

/**
 * Encodes a body. Forms, bytes, files and streams are sent as they are. An object is sent as the caller's content type
 * says: urlencoded, multipart or JSON. Without one, an object that holds a `Blob` is sent as a form, and all else as JSON.
 * A string is sent as it is where the content type is not JSON.
 *
 * @throws {ValidationError} with the JSON pointer of what cannot be sent.
 */
export function encodeBody(body: unknown, contentType: string | undefined): EncodedBody {
  if (body === undefined) return none;
  // The usual case first.
  if (isRecord(body)) return encodeFields({ ...body }, contentType);
  if (body instanceof FormData) return { body, contentType: undefined, repeatable: true };
  if (body instanceof URLSearchParams) return encoded(body, contentType ?? `${urlencoded};charset=UTF-8`);
  if (body instanceof Blob) return encoded(body, contentType ?? (body.type || bytes));
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) {
    return encoded(body as ArrayBuffer, contentType ?? bytes);
  }
  if (body instanceof ReadableStream || isIterable(body)) {
    return { ...oneShotBody(body), contentType: contentType ?? bytes, repeatable: false };
  }
  if (typeof body === "string" && contentType !== undefined && !/\bjson\b/i.test(contentType)) {
    return encoded(body, contentType);
  }
  if (isForm(contentType))
    throw new ValidationError(`a body of type ${contentType} must be an object`, { pointer: "" });
  return encoded(jsonBody(body), contentType ?? json);
}

const bytes = "application/octet-stream";
const json = "application/json";
const urlencoded = "application/x-www-form-urlencoded";

/** Tells whether a body is an object of fields, which is copied so that a getter is read once. */
export function isRecord(body: unknown): body is Readonly<Record<string, unknown>> {
  if (typeof body !== "object" || body === null) return false;
  if (isIterable(body)) return false;
  if (Object.getPrototypeOf(body) === Object.prototype) return true;
  const tag = Object.prototype.toString.call(body);
  return tag === "[object Object]" && typeof (body as { toJSON?: unknown }).toJSON !== "function";
}

function isIterable(body: unknown): body is AsyncIterable<Uint8Array> {
  return Symbol.asyncIterator in Object(body);
}

function isForm(contentType: string | undefined): boolean {
  return /^(application\/x-www-form-urlencoded|multipart\/)/i.test(contentType ?? "");
}

function encodeFields(fields: Readonly<Record<string, unknown>>, contentType: string | undefined): EncodedBody {
  if (!isForm(contentType) && (contentType !== undefined || !holdFile(fields))) {
    return encoded(jsonBody(fields), contentType ?? json);
  }
  if (/urlencoded/i.test(contentType ?? "")) {
    return encoded(new URLSearchParams(dottedPairs(fields, refusal)), contentType);
  }
  const form = formBody(fields);
  return encoded(form, form.type);
}

function refusal(name: string, problem: string): ValidationError {
  const pointer = pointerOf(name.split("."));
  return new ValidationError(`the body at ${pointer} is ${problem}`, { pointer });
}

function encoded(body: NonNullable<EncodedBody["body"]>, contentType: string | undefined): EncodedBody {
  return { body, contentType, repeatable: true };
}
