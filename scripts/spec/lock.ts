import { existsSync, readFileSync } from "node:fs";
import { sha256 } from "./canonical.ts";
import { SpecError } from "./spec-error.ts";
import { lockFile, pinFile } from "./workspace.ts";

/** One part that a pin was made of. */
export interface PinSource {
  /** The URL, or the file as it is named in the repository. */
  readonly from: string;
  /** Of the bytes as they came. */
  readonly rawSha256: string;
}

export interface Pin {
  /** UTC date of the pull, or the date that the pin is named for. */
  readonly date: string;
  readonly scope: string;
  readonly sources: readonly PinSource[];
  /** Of `openapi/<pin>/openapi.yaml`, which is the canonical form. */
  readonly canonicalSha256: string;
  readonly generator: string;
}

export interface Lock {
  readonly current: string;
  readonly pins: Readonly<Record<string, Pin>>;
}

/** Reads the lock; `undefined` where nothing was pulled yet. */
export function readLock(root: string): Lock | undefined {
  const file = lockFile(root);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Lock;
  } catch {
    throw new SpecError(
      "openapi/spec.lock.json: not valid JSON: restore it with `git checkout openapi/spec.lock.json`",
    );
  }
}

export function requireLock(root: string): Lock {
  const lock = readLock(root);
  if (!lock) throw new SpecError("openapi/spec.lock.json is missing: run `npm run spec:pull`");
  return lock;
}

export function formatLock(lock: Lock): string {
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/** The pinned text, after checking that it is what the lock says: a pin edited by hand is an error everywhere. */
export function readPin(root: string, lock: Lock, pin: string): string {
  const entry = lock.pins[pin];
  const known = Object.keys(lock.pins).join(", ");
  if (!entry) throw new SpecError(`"${pin}" is not a pin of openapi/spec.lock.json: there are ${known}`);
  const file = pinFile(root, pin);
  if (!existsSync(file)) throw new SpecError(`openapi/${pin}/openapi.yaml is missing: restore it from version control`);
  const text = readFileSync(file, "utf8");
  if (sha256(text) !== entry.canonicalSha256) {
    throw new SpecError(
      `openapi/${pin}/openapi.yaml is not what openapi/spec.lock.json pins (sha256 differs): restore it, and put corrections into openapi/overlay.yaml`,
    );
  }
  return text;
}
