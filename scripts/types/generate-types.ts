import type { OpenAPI3 } from "openapi-typescript";
import type { JsonObject } from "../document/json.ts";
import { manifest } from "../manifest.ts";
import { SpecError } from "../spec-error.ts";

/** Name and version of the generator, as recorded in the lock. */
export const generator: string = `openapi-typescript@${manifest.devDependencies["openapi-typescript"]}`;

/**
 * Generates the types of a document, and checks that they are type declarations and nothing else.
 *
 * @throws {SpecError} when the generator cannot make types of the document.
 */
export async function generateTypes(document: JsonObject, name = "the spec"): Promise<string> {
  const types = await generate(document).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new SpecError(`no types can be generated for ${name}: ${reason}`);
  });
  const { checkTypes } = await import("./check-types.ts");
  checkTypes(types, name);
  return types;
}

/**
 * Runs the generator. `enum`, `enumValues` and `rootTypes` stay off: with them a hostile spec can put code into the output.
 * `defaultNonNullable` is off, since the API may omit what has a default.
 */
async function generate(document: JsonObject): Promise<string> {
  // Loaded late: they take most of a command's start-up time, and a pull without changes does not need them.
  const { default: openapiTS, astToString } = await import("openapi-typescript");
  const { factory } = (await import("typescript")).default;
  const blob = factory.createTypeReferenceNode("Blob");
  const blobOrNull = factory.createUnionTypeNode([blob, factory.createLiteralTypeNode(factory.createNull())]);
  // A clone, since the generator changes its input.
  const nodes = await openapiTS(structuredClone(document) as unknown as OpenAPI3, {
    defaultNonNullable: false,
    // An object without declared fields may hold any: as `Record<string, never>` it would refuse valid bodies and replies.
    emptyObjectsUnknown: true,
    silent: true,
    transform: ({ format, type }) => {
      if (format !== "binary") return undefined;
      return Array.isArray(type) && type.includes("null") ? blobOrNull : blob;
    },
  });
  return astToString(nodes);
}
