import { splitOperation } from "../../document/operation.ts";
import type { Operation } from "./operation.ts";

export interface Route {
  readonly path: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  /** By method, in upper case. */
  readonly operations: ReadonlyMap<string, Operation>;
}

export interface Match {
  readonly operation: Operation;
  /** As they stand in the URL, by name. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Returns the routes, those with the most literal text first: `/runs/{id}:cancel` comes before `/runs/{id}`. */
export function routesOf(operations: ReadonlyMap<string, Operation>): Route[] {
  const paths = new Set([...operations.values()].map(({ path }) => path));
  return [...paths]
    .map((path) => ({ path, operations: byMethod(operations, path), ...patternOf(path) }))
    .sort((left, right) => literalLength(right.path) - literalLength(left.path));
}

/** Finds the operation of a request; `"path"` or `"method"` where there is none. */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match | "path" | "method" {
  let found: Match | "path" | "method" = "path";
  for (const { pattern, names, operations } of routes) {
    const values = pattern.exec(path)?.slice(1);
    if (values === undefined) continue;
    const operation = operations.get(method);
    if (operation === undefined) found = "method";
    else return { operation, parameters: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""])) };
  }
  return found;
}

function byMethod(operations: ReadonlyMap<string, Operation>, path: string): ReadonlyMap<string, Operation> {
  const ofPath = [...operations.values()].filter((operation) => operation.path === path);
  return new Map(ofPath.map((operation) => [splitOperation(operation.key).method.toUpperCase(), operation]));
}

function patternOf(path: string): Pick<Route, "pattern" | "names"> {
  // Every other part is the name of a parameter.
  const parts = path.split(/\{([^{}]*)\}/);
  const source = parts.map((part, index) => (index % 2 === 1 ? "([^/]+)" : escapeRegExp(part))).join("");
  return { pattern: new RegExp(`^${source}$`), names: parts.filter((_part, index) => index % 2 === 1) };
}

function literalLength(path: string): number {
  return path.replaceAll(/\{[^{}]*\}/g, "").length;
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
