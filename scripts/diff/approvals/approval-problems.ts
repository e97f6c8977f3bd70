import { parseSpec } from "../../document/parse.ts";
import { type Lock, readPin, requirePin } from "../../pin/lockfile.ts";
import { inBothScopes } from "../in-both-scopes.ts";
import { approvalsFile, readApprovals } from "./read-approvals.ts";

/**
 * Names each approval that has expired or matches nothing. It matches if the step to the current pin (from the one that
 * was pulled before it) or the step from the current pin to the newest has a finding of its fingerprint.
 */
export async function approvalProblems(root: string, lock: Lock): Promise<string[]> {
  const approvals = readApprovals(root, lock);
  if (approvals.length === 0) return [];
  const found = await fingerprintsAround(root, lock);
  return approvals.flatMap(({ fingerprint, expires, isExpired }) => {
    const entry = `${approvalsFile}: ${fingerprint}`;
    if (isExpired) return [`${entry} has expired (${expires}): delete the entry, or approve the finding anew`];
    return found.has(fingerprint) ? [] : [`${entry} matches no finding around ${lock.current}: delete the entry`];
  });
}

async function fingerprintsAround(root: string, lock: Lock): Promise<Set<string>> {
  const { diffSpecs } = await import("../diff-specs.ts");
  const names = Object.keys(lock.pins);
  const chain = [names[names.indexOf(lock.current) - 1], lock.current, names.at(-1)];
  const found = new Set<string>();
  for (const [index, beforeName] of chain.entries()) {
    const afterName = chain[index + 1];
    if (beforeName === undefined || afterName === undefined || beforeName === afterName) continue;
    const [before, after] = [beforeName, afterName].map((name) => ({
      document: parseSpec(readPin(root, lock, name), name),
      scope: requirePin(lock, name).scope,
    }));
    if (!before || !after) continue;
    const { operations } = await diffSpecs(...inBothScopes(before, after), { beforeName, afterName, served: {} });
    for (const { findings } of operations) for (const { fingerprint } of findings) found.add(fingerprint);
  }
  return found;
}
