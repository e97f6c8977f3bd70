import type { JsonObject } from "../../document/json.ts";
import { operationsOf } from "../../document/operation.ts";
import { type Operation, readOperation } from "./operation.ts";
import { type Route, routesOf } from "./route.ts";
import { Sampler } from "./sampler.ts";
import { SchemaChecker } from "./schema-checker.ts";

/** One document as the sandbox serves it: what it declares, what fits it, and samples of it. Holds no state of a run. */
export interface Api {
  readonly document: JsonObject;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly routes: readonly Route[];
  readonly checker: SchemaChecker;
  readonly sampler: Sampler;
}

export function createApi(document: JsonObject): Api {
  const operations = new Map(operationsOf(document).map((key) => [key, readOperation(document, key)]));
  const checker = new SchemaChecker(document);
  return { document, operations, routes: routesOf(operations), checker, sampler: new Sampler(document, checker) };
}
