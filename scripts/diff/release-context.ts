import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readLock } from "../pin/lockfile.ts";
import type { Workspace } from "../workspace.ts";
import { reasonsByFingerprint } from "./approvals/read-approvals.ts";
import type { DiffOptions } from "./diff-specs.ts";

/** Returns what a workspace knows of its releases: the methods, the approvals, and in this repository the version. */
export function releaseContext({
  root,
  contract,
}: Pick<Workspace, "root" | "contract">): Pick<DiffOptions, "served" | "approved" | "version"> {
  const version = contract && versionOf(join(root, "package.json"));
  return {
    served: contract ?? {},
    approved: reasonsByFingerprint(root, readLock(root)),
    ...(version !== undefined && { version }),
  };
}

function versionOf(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly version?: string }).version;
}
