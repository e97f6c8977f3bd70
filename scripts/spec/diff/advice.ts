import { splitOperation } from "./operation-key.ts";
import type { OperationReport, Release } from "./report.ts";

/** The semver level of a release whose types follow the new spec. */
export function releaseFor(operations: readonly OperationReport[], wordingOnly: readonly string[]): Release {
  if (operations.some(({ severity }) => severity === "breaking")) return "major";
  if (operations.length > 0) return "minor";
  return wordingOnly.length > 0 ? "patch" : "none";
}

/** What to edit by hand when the new spec becomes current; what no facade method serves follows by itself. */
export function editsFor(operations: readonly OperationReport[], served: Readonly<Record<string, string>>): string[] {
  const paths = Object.keys(served).map((operation) => splitOperation(operation).path);
  const collections = paths.filter((path) => !path.includes("{"));
  return operations.flatMap(({ operation, change, severity }) => {
    const method = served[operation];
    const [resource = "", name = ""] = method?.split(".") ?? [];
    const file = `src/resources/${resource}.ts`;
    if (change === "added") {
      const { path } = splitOperation(operation);
      const isServed = collections.some((collection) => path === collection || path.startsWith(`${collection}/`));
      return isServed ? [`src/contract.ts: add "${operation}" with the name of a method, or with "raw"`] : [];
    }
    if (method === undefined) return [];
    if (change === "removed") {
      const line = `src/contract.ts: delete the line "${operation}"`;
      return [method === "raw" ? line : `${line}, then \`${name}\` in ${file}`];
    }
    return severity === "breaking" && method !== "raw" ? [`${file}: \`${name}\`, where the compiler says so`] : [];
  });
}
