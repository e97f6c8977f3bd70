import { LineCounter, parseDocument } from "yaml";
import { isObject, type JsonObject } from "./json.ts";
import { SpecError } from "./spec-error.ts";

/** Parses one OpenAPI document. Every error and warning of the parser is an error that names the file and the line. */
export function parseSpec(text: string, name: string, firstLine = 1): JsonObject {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) {
    const line = lineCounter.linePos(problem.pos[0]).line + firstLine - 1;
    throw new SpecError(`${name}:${line}: not valid YAML: ${problem.message.split("\n")[0]}`);
  }
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  if (!isObject(value)) throw new SpecError(`${name}: not an OpenAPI document: expected a mapping at the top`);
  if (typeof value["openapi"] !== "string" || !value["openapi"].startsWith("3.1.")) {
    throw new SpecError(`${name}: not an OpenAPI 3.1 document: "openapi" is ${JSON.stringify(value["openapi"])}`);
  }
  if (!isObject(value["paths"])) throw new SpecError(`${name}: not an OpenAPI document: "paths" is missing`);
  return value;
}
