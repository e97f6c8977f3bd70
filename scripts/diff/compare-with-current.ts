import { operationsOf } from "../document/operation.ts";
import { parseSpec } from "../document/parse.ts";
import { type Lock, readPin, requirePin } from "../pin/lockfile.ts";
import type { Workspace } from "../workspace.ts";
import { inBothScopes, type Scoped } from "./in-both-scopes.ts";
import { releaseContext } from "./release-context.ts";
import type { Report } from "./report/report.ts";

/** Reports what callers of the current pin will notice, of the operations that its scope and the new one keep. */
export async function compareWithCurrent(
  workspace: Workspace,
  lock: Lock | undefined,
  { name, ...after }: Scoped & { readonly name: string },
): Promise<Report | undefined> {
  if (!lock) return undefined;
  const { current } = lock;
  const before = {
    document: parseSpec(readPin(workspace.root, lock, current), current),
    scope: requirePin(lock, current).scope,
  };
  const documents = inBothScopes(before, after);
  if (documents.every((document) => operationsOf(document).length === 0)) return undefined;
  const { diffSpecs } = await import("./diff-specs.ts");
  return diffSpecs(...documents, { beforeName: current, afterName: name, ...releaseContext(workspace) });
}
