import type { GlobalContext, OpenAPI3 } from "openapi-typescript";
import type { JsonObject } from "../document/json.ts";
import { manifest } from "../manifest.ts";
import { SpecError } from "../spec-error.ts";
import { generatorInput } from "./generator-input.ts";

/** Name and version of the generator, as recorded in the lock. */
export const generator: string = `openapi-typescript@${manifest.devDependencies["openapi-typescript"]}`;

/**
 * Generates the types of a document. Checks that they are type declarations and nothing else, and that they compile.
 *
 * @throws {SpecError} when no types can be made of the document. Names the schema or the operation, and the way out.
 */
export async function generateTypes(document: JsonObject, name = "the spec"): Promise<string> {
  // Loaded late: they take most of a command's start-up time, and a pull without changes does not need them.
  const generate = await loadGenerator();
  const { checkTypes } = await import("./check-types.ts");
  const { findBroken, wayAround } = await import("./find-broken.ts");
  try {
    const types = generate(document);
    const problem = checkTypes(types, name);
    if (problem) {
      const way = wayAround(document, problem.place);
      throw new SpecError(`${name}: the types of ${problem.place} do not compile (${problem.reason}): ${way}`);
    }
    return types;
  } catch (error) {
    if (error instanceof SpecError) throw error;
    const place = findBroken(document, generate) ?? "the document";
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new SpecError(`${name}: no types can be generated for ${place} (${reason}): ${wayAround(document, place)}`);
  }
}

type Generate = (document: JsonObject) => string;

/**
 * Returns the generator without its linter and bundler: `guard` has checked the document, which refers to nothing outside
 * itself. They print to the terminal, fail on a property that is called `hasOwnProperty`, and take half of the time.
 */
async function loadGenerator(): Promise<Generate> {
  const { astToString, resolveRef, scanDiscriminators, transformSchema } = await import("openapi-typescript");
  const { nameRecursiveSchemas } = await import("./name-recursive-schemas.ts");
  const { factory } = (await import("typescript")).default;
  const blob = factory.createTypeReferenceNode("Blob");
  const blobOrNull = factory.createUnionTypeNode([blob, factory.createLiteralTypeNode(factory.createNull())]);
  return (document) => {
    const input = generatorInput(document) as unknown as OpenAPI3;
    const silent = { silent: true };
    const context: Omit<GlobalContext, "redoc"> = {
      ...switchedOff,
      ...silent,
      // An object without declared fields may hold any: as `Record<string, never>` it would refuse valid bodies and replies.
      emptyObjectsUnknown: true,
      discriminators: scanDiscriminators(input, silent),
      injectFooter: [],
      resolve: (reference) => resolveRef(input, reference, silent),
      transform: ({ format, type }) => {
        if (format !== "binary") return undefined;
        return Array.isArray(type) && type.includes("null") ? blobOrNull : blob;
      },
    };
    const nodes = transformSchema(input, context as GlobalContext);
    nameRecursiveSchemas(nodes);
    return astToString(nodes);
  };
}

/**
 * The generator's options that stay off. With `enum`, `enumValues` and `rootTypes` a hostile spec can put code into the
 * output. `defaultNonNullable` is off, since the API may omit what has a default.
 */
const switchedOff = {
  additionalProperties: false,
  alphabetize: false,
  arrayLength: false,
  conditionalEnums: false,
  dedupeEnums: false,
  defaultNonNullable: false,
  enum: false,
  enumValues: false,
  excludeDeprecated: false,
  exportType: false,
  generatePathParams: false,
  immutable: false,
  makePathsEnum: false,
  pathParamsAsTypes: false,
  postTransform: undefined,
  propertiesRequiredByDefault: false,
  readWriteMarkers: false,
  rootTypes: false,
  rootTypesKeepCasing: false,
  rootTypesNoSchemaPrefix: false,
  transformProperty: undefined,
} satisfies Partial<GlobalContext>;
