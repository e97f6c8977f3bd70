import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import ts from "typescript";
import type { JsonObject } from "../document/json.ts";
import { SpecError } from "../spec-error.ts";
import { checkTypes } from "./check-types.ts";

const blob = ts.factory.createTypeReferenceNode("Blob");
const orNull = ts.factory.createUnionTypeNode([blob, ts.factory.createLiteralTypeNode(ts.factory.createNull())]);

/**
 * The one place that knows openapi-typescript. `enum`, `enumValues` and `rootTypes` stay off: with them a hostile spec
 * can put code into the output. `defaultNonNullable` is off since the API may omit what has a default. What comes out
 * is checked to be type declarations and nothing else.
 *
 * @throws {SpecError} when the generator cannot make types of the document.
 */
export async function generateTypes(document: JsonObject, name = "the spec"): Promise<string> {
  const types = await generate(document).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new SpecError(`no types can be generated for ${name}: ${reason}`);
  });
  checkTypes(types, name);
  return types;
}

async function generate(document: JsonObject): Promise<string> {
  // The generator changes what it is given.
  const nodes = await openapiTS(structuredClone(document) as unknown as OpenAPI3, {
    defaultNonNullable: false,
    silent: true,
    transform: ({ format, type }) => {
      if (format !== "binary") return undefined;
      return Array.isArray(type) && type.includes("null") ? orNull : blob;
    },
  });
  return astToString(nodes);
}
