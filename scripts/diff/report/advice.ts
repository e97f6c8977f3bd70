import { splitOperation } from "../../document/operation.ts";
import type { Contract } from "../../workspace.ts";
import type { OperationReport, Release } from "./report.ts";

/** Returns the semver level of a release whose types follow the spec after. */
export function releaseFor(operations: readonly OperationReport[], wordingOnly: readonly string[]): Release {
  if (operations.some(({ severity }) => severity === "breaking")) return "major";
  if (operations.length > 0) return "minor";
  return wordingOnly.length > 0 ? "patch" : "none";
}

/** Returns the number of a version that a release raises. Under 0.x that is one below, since `^0.1.0` takes every 0.1.x. */
export function raisedNumber(version: string, release: Exclude<Release, "none">): Exclude<Release, "none"> {
  if (!version.startsWith("0.")) return release;
  return release === "major" ? "minor" : "patch";
}

/** Returns the version that follows, from `0.1.0` or `1.2.3`. */
export function versionAfter(version: string, release: Release): string {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.-]/, 3).map(Number);
  if (release === "none") return version;
  const raised = raisedNumber(version, release);
  if (raised === "major") return `${major + 1}.0.0`;
  return raised === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/** Says by which rule a version was chosen. */
export function nextVersionRule(version: string): string {
  return version.startsWith("0.")
    ? "under 0.x what breaks raises the minor number, the rest the patch number"
    : "semver";
}

/** Lists what to edit by hand when the spec after becomes current. An operation without a method needs no edit. */
export function editsFor(operations: readonly OperationReport[], served: Contract): string[] {
  const lines: string[] = [];
  const methods = new Map<string, string[]>();
  for (const { operation, change, severity } of operations) {
    const method = served[operation];
    if (change === "added" && isBesideServed(operation, served)) {
      lines.push(`src/contract.ts: add "${operation}" with the name of a method, or with "raw"`);
    } else if (change === "removed" && method !== undefined) {
      lines.push(`src/contract.ts: delete the line "${operation}"${method === "raw" ? "" : ", then its method"}`);
    }
    if (method === undefined || method === "raw" || severity !== "breaking") continue;
    const [resource = "", name = ""] = method.split(".");
    methods.set(resource, [...(methods.get(resource) ?? []), name]);
  }
  const resources = [...methods].map(([resource, names]) => {
    return `src/resources/${resource}.ts: ${names.join(", ")}, where the compiler says so`;
  });
  return [...lines, ...resources];
}

/** Tells whether the contract must list an operation: all at or below a path that the facade serves. */
function isBesideServed(operation: string, served: Contract): boolean {
  const { path } = splitOperation(operation);
  const collections = Object.keys(served).map((key) => splitOperation(key).path);
  return collections
    .filter((collection) => !collection.includes("{"))
    .some((collection) => path === collection || path.startsWith(`${collection}/`));
}
