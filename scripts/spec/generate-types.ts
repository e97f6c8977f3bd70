import { createRequire } from "node:module";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import type { JsonObject } from "./json.ts";

const { version } = createRequire(import.meta.url)("openapi-typescript/package.json") as { version: string };

/** Name and version, as recorded in the lock. */
export const generator: string = `openapi-typescript@${version}`;

/**
 * The one place that knows openapi-typescript. `enum`, `enumValues` and `rootTypes` stay off: with them a hostile spec
 * can put code into the output. `defaultNonNullable` is off since the API may omit what has a default.
 */
export async function generateTypes(document: JsonObject): Promise<string> {
  const nodes = await openapiTS(structuredClone(document) as unknown as OpenAPI3, {
    defaultNonNullable: false,
    silent: true,
  });
  return astToString(nodes);
}
