import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type Json } from "../../document/json.ts";
import { parseYaml } from "../../document/parse.ts";
import type { Lock } from "../../pin/lockfile.ts";
import { SpecError } from "../../spec-error.ts";

export const approvalsFile = "openapi/approvals.yaml";

/** An entry of `openapi/approvals.yaml`: a finding that a person has taken a decision on. */
export interface Approval {
  readonly fingerprint: string;
  readonly reason: string;
  /**
   * Until when it holds: a pin of the lock, until that pin or one that was pulled after it is current; otherwise a date
   * (UTC, as `2026-12-31`), through that day. Any other name is a pin that has been removed, and has expired.
   */
  readonly expires: string;
  readonly isExpired: boolean;
}

const keys = ["fingerprint", "reason", "expires"] as const;

/** Reads the approvals. The file is optional. Refuses one that is malformed, and names the entry and the key. */
export function readApprovals(root: string, lock: Lock | undefined): Approval[] {
  const file = join(root, approvalsFile);
  if (!existsSync(file)) return [];
  const list = parseYaml(readFileSync(file, "utf8"), approvalsFile) ?? [];
  if (!Array.isArray(list)) throw new SpecError(`${approvalsFile}: expected a list of entries with ${keys.join(", ")}`);
  const seen = new Set<string>();
  return list.map((entry, index) => {
    const refuse = (problem: string): never => {
      throw new SpecError(`${approvalsFile}: entry ${index + 1}: ${problem}`);
    };
    const approval = readEntry(entry, refuse);
    if (seen.has(approval.fingerprint)) refuse(`duplicate fingerprint "${approval.fingerprint}"`);
    seen.add(approval.fingerprint);
    return { ...approval, isExpired: isExpired(approval.expires, lock) };
  });
}

/** Returns the reasons of the approvals that still hold, by fingerprint. */
export function reasonsByFingerprint(root: string, lock: Lock | undefined): Map<string, string> {
  const approvals = readApprovals(root, lock).filter((approval) => !approval.isExpired);
  return new Map(approvals.map(({ fingerprint, reason }) => [fingerprint, reason]));
}

type Refuse = (problem: string) => never;

function readEntry(entry: Json, refuse: Refuse): Omit<Approval, "isExpired"> {
  const fields = isObject(entry) ? entry : refuse(`expected a mapping with ${keys.join(", ")}`);
  const unknown = Object.keys(fields).find((key) => !keys.some((known) => known === key));
  if (unknown !== undefined) refuse(`unknown key "${unknown}"; expected one of ${keys.join(", ")}`);
  const text = (key: (typeof keys)[number]): string => {
    const value = fields[key];
    return typeof value === "string" && value.trim() !== "" ? value : refuse(`${key}: expected a string`);
  };
  const fingerprint = text("fingerprint");
  if (!/^[a-f][0-9a-f]{7}$/.test(fingerprint)) {
    refuse(`fingerprint: "${fingerprint}" is not one that spec:diff prints, such as a1b2c3d4`);
  }
  return { fingerprint, reason: text("reason"), expires: text("expires") };
}

function isExpired(expires: string, lock: Lock | undefined): boolean {
  const pins = Object.keys(lock?.pins ?? {});
  if (pins.includes(expires)) return pins.indexOf(lock?.current ?? "") >= pins.indexOf(expires);
  // A name that is not a date was a pin: it has been removed or renamed.
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(expires);
  return !isDate || new Date().toISOString().slice(0, 10) > expires;
}
