import type { Api } from "../api/api.ts";
import type { Operation } from "../api/operation.ts";
import { RequestProblem, refuseErrors } from "./problem.ts";
import { readForm } from "./read-form.ts";
import type { ReceivedRequest } from "./request.ts";

const json = "application/json";

/**
 * Reads a body as its content type says, and checks it.
 *
 * @throws {RequestProblem} when it does not fit, is missing, or is not declared.
 */
export async function readBody(
  api: Api,
  { body, name }: Operation,
  { headers, bytes }: ReceivedRequest,
): Promise<unknown> {
  const contentType = headers["content-type"] ?? "";
  if (bytes.length === 0 && !contentType.startsWith("multipart/")) {
    if (body?.required) throw new RequestProblem("body: is missing");
    return undefined;
  }
  if (body === undefined) throw new RequestProblem(`body: ${name} takes none`);
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  const schema = body.contents.get(type);
  if (schema === undefined) {
    const declared = [...body.contents.keys()].join(" or ");
    throw new RequestProblem(`body: the content-type is ${type || "missing"} and not ${declared}`);
  }
  if (type === json) {
    const value = parseJson(bytes);
    refuseErrors("body", api.checker.errors(schema.pointer, value));
    return value;
  }
  if (type === "multipart/form-data") return readForm(api, schema, await multipartForm(bytes, contentType));
  const text = new TextDecoder().decode(bytes);
  return type === "application/x-www-form-urlencoded" ? readForm(api, schema, new URLSearchParams(text)) : text;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new RequestProblem(`body: is not JSON (${(error as Error).message})`);
  }
}

async function multipartForm(bytes: Uint8Array, contentType: string): Promise<FormData> {
  try {
    return await new Response(bytes as BodyInit, { headers: { "content-type": contentType } }).formData();
  } catch (error) {
    throw new RequestProblem(`body: is not multipart/form-data (${(error as Error).message})`);
  }
}
