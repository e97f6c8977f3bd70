import { existsSync, readFileSync } from "node:fs";
import { sha256 } from "../document/canonical.ts";
import { isObject } from "../document/json.ts";
import type { Validators } from "../source/source-file.ts";
import { SpecError } from "../spec-error.ts";
import { lockFile, pinFile } from "../workspace.ts";

/** One part that a pin was made of. */
export interface PinSource extends Validators {
  /** The URL, or the file as it is named in the repository. */
  readonly from: string;
  /** Of the bytes as they came. */
  readonly rawSha256: string;
}

export interface Pin {
  /** UTC date of the pull, or the date that the pin is named for. */
  readonly date: string;
  /** The channel of `openapi/config.yaml` that was followed; none where `--from` named the source. */
  readonly channel?: string;
  readonly scope: string;
  /** In scope, and in the whole of what was published: a spec that was cut short has fewer. */
  readonly operations: number;
  readonly publishedOperations: number;
  readonly sources: readonly PinSource[];
  /** Of `openapi/overlay.yaml` as it was applied. */
  readonly overlaySha256: string;
  /** Of `openapi/<pin>/openapi.yaml`, which is the canonical form. */
  readonly canonicalSha256: string;
  readonly generator: string;
}

/** Pins stand in the order in which they were pulled. */
export interface Lock {
  readonly current: string;
  readonly pins: Readonly<Record<string, Pin>>;
}

const restore = "restore it with `git checkout openapi/spec.lock.json`";

/** Reads the lock; `undefined` where nothing was pulled yet. */
export function readLock(root: string): Lock | undefined {
  const file = lockFile(root);
  if (!existsSync(file)) return undefined;
  const lock = parseLock(readFileSync(file, "utf8"));
  if (!Object.hasOwn(lock.pins, lock.current)) {
    throw new SpecError(`openapi/spec.lock.json: current is "${lock.current}", which is no pin: ${restore}`);
  }
  return lock;
}

function parseLock(text: string): Lock {
  if (text.includes("<<<<<<<")) {
    throw new SpecError("openapi/spec.lock.json has a merge conflict: keep the pins of both sides, and one `current`");
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value) && typeof value["current"] === "string" && isObject(value["pins"])) {
      return value as unknown as Lock;
    }
  } catch {
    // Said below: what is wrong with the JSON matters less than how to get the lock back.
  }
  throw new SpecError(`openapi/spec.lock.json is damaged: ${restore}`);
}

export function requireLock(root: string): Lock {
  const lock = readLock(root);
  if (!lock) throw new SpecError("openapi/spec.lock.json is missing: run `npm run spec:pull`");
  return lock;
}

export function formatLock(lock: Lock): string {
  return `${JSON.stringify(lock, null, 2)}\n`;
}

export function findPin(lock: Lock | undefined, pin: string): Pin | undefined {
  return lock && Object.hasOwn(lock.pins, pin) ? lock.pins[pin] : undefined;
}

/** A pin of the lock by its name. */
export function requirePin(lock: Lock, pin: string): Pin {
  const entry = findPin(lock, pin);
  if (entry) return entry;
  throw new SpecError(
    `"${pin}" is not a pin of openapi/spec.lock.json: there are ${Object.keys(lock.pins).join(", ")}`,
  );
}

/** The pinned text, after checking that it is what the lock says: a pin edited by hand is an error everywhere. */
export function readPin(root: string, lock: Lock, pin: string): string {
  const { canonicalSha256 } = requirePin(lock, pin);
  const file = pinFile(root, pin);
  const name = `openapi/${pin}/openapi.yaml`;
  const way = `restore it with \`git checkout ${name}\``;
  if (!existsSync(file)) {
    throw new SpecError(
      `${name} is missing: ${way}, or, if it was never committed, delete "${pin}" from openapi/spec.lock.json`,
    );
  }
  const text = readFileSync(file, "utf8");
  if (sha256(text) === canonicalSha256) return text;
  throw new SpecError(
    `${name} is not what openapi/spec.lock.json pins: ${way}; corrections go into openapi/overlay.yaml`,
  );
}
