import { existsSync, readFileSync, statSync } from "node:fs";
import { commandText } from "../command-text.ts";
import { sha256 } from "../document/canonical.ts";
import { isObject, type JsonObject } from "../document/json.ts";
import type { Validators } from "../source/source-file.ts";
import { SpecError } from "../spec-error.ts";
import { lockFile, pinFile } from "../workspace.ts";
import { badPlaceOf } from "./check-lock.ts";
import { rollingPin } from "./pin-name.ts";

/** A file that a pin was made from. */
interface PinSource extends Validators {
  /** The URL, or the path inside the repository. */
  readonly from: string;
  /** Hash of the bytes as they arrived. */
  readonly rawSha256: string;
}

/** An entry of the lock. */
export interface Pin {
  /** UTC date of the pull, or the date that the pin is named for. */
  readonly date: string;
  /** The channel of `openapi/config.yaml` that was followed. Missing if `--from` named the source. */
  readonly channel?: string;
  readonly scope: string;
  /** The number in scope. */
  readonly operations: number;
  /** The number in the whole published spec: one that was cut short has fewer. */
  readonly publishedOperations: number;
  readonly sources: readonly PinSource[];
  /** Hash of `openapi/overlay.yaml` as it was applied. */
  readonly overlaySha256: string;
  /** Hash of `openapi/<pin>/openapi.yaml`, the canonical form. */
  readonly canonicalSha256: string;
  readonly generator: string;
}

/** The content of `openapi/spec.lock.json`. Pins are in the order of their pulls. */
export interface Lock {
  /** The pin that the facade compiles against. Never the rolling one. */
  readonly current: string;
  /** The pin that will follow the current one: what it no longer has is struck through in the current types. */
  readonly next?: string;
  /** The pins whose types are in the package beside those of the current one. Default: none. */
  readonly ships?: readonly string[];
  readonly pins: Readonly<Record<string, Pin>>;
}

const restore = "restore it with `git checkout openapi/spec.lock.json`";

/** Reads the lock; `undefined` before the first pull. */
export function readLock(root: string): Lock | undefined {
  const file = lockFile(root);
  if (!existsSync(file)) return undefined;
  if (!statSync(file).isFile()) throw new SpecError(`openapi/spec.lock.json is not a file: ${restore}`);
  const lock = parseLock(readFileSync(file, "utf8"));
  const bad = badPlaceOf(lock.pins as unknown as JsonObject);
  if (bad !== undefined) throw new SpecError(`openapi/spec.lock.json: ${bad} is not what a pull writes: ${restore}`);
  if (!Object.hasOwn(lock.pins, lock.current)) {
    throw new SpecError(`openapi/spec.lock.json: current is "${lock.current}", which is not a pin: ${restore}`);
  }
  const { next } = lock;
  if (next !== undefined && (next === lock.current || !Object.hasOwn(lock.pins, next))) {
    const problem = next === lock.current ? "which is the current pin" : "which is not a pin";
    throw new SpecError(`openapi/spec.lock.json: next is ${JSON.stringify(next)}, ${problem}: ${restore}`);
  }
  const ships = shippingPins(lock);
  if (ships.includes(rollingPin)) {
    const way = "name another pin, whose types no pull changes";
    throw new SpecError(`openapi/spec.lock.json: ${rollingPin} must not be current, and must not ship: ${way}`);
  }
  const stranger = ships.find((pin) => !Object.hasOwn(lock.pins, pin));
  if (stranger !== undefined) {
    throw new SpecError(
      `openapi/spec.lock.json: ships names ${JSON.stringify(stranger)}, which is not a pin: ${restore}`,
    );
  }
  return lock;
}

/** Reads the lock, and checks that the content of every pin matches it. */
export function checkedLock(root: string): Lock | undefined {
  const lock = readLock(root);
  if (lock) for (const pin of Object.keys(lock.pins)) checkPin(root, lock, pin);
  return lock;
}

function parseLock(text: string): Lock {
  if (text.includes("<<<<<<<")) {
    throw new SpecError("openapi/spec.lock.json has a merge conflict: keep the pins of both sides, and one `current`");
  }
  try {
    const value: unknown = JSON.parse(text);
    const ships = isObject(value) ? (value["ships"] ?? []) : undefined;
    if (isObject(value) && typeof value["current"] === "string" && isObject(value["pins"]) && Array.isArray(ships)) {
      return value as unknown as Lock;
    }
  } catch {
    // Reported below: what is wrong with the JSON matters less than how to restore the lock.
  }
  throw new SpecError(`openapi/spec.lock.json is damaged: ${restore}`);
}

export function requireLock(root: string): Lock {
  const lock = readLock(root);
  if (!lock) throw new SpecError(`openapi/spec.lock.json is missing: run \`${commandText("pull")}\``);
  return lock;
}

export function formatLock(lock: Lock): string {
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/** Returns the pins whose types are in the package: the current one, then the others that the lock names. */
export function shippingPins({ current, ships = [] }: Lock): string[] {
  return [...new Set([current, ...ships])];
}

export function findPin(lock: Lock | undefined, pin: string): Pin | undefined {
  return lock && Object.hasOwn(lock.pins, pin) ? lock.pins[pin] : undefined;
}

/** Returns a pin of the lock by its name. */
export function requirePin(lock: Lock, pin: string): Pin {
  const entry = findPin(lock, pin);
  if (entry) return entry;
  throw new SpecError(
    `"${pin}" is not a pin of openapi/spec.lock.json; expected one of ${Object.keys(lock.pins).join(", ")}`,
  );
}

/** Returns the newest pin of a scope, or of a source at that scope. The lock lists pins in the order of their pulls. */
export function newestOf(lock: Lock | undefined, scope: string, source?: string): string | undefined {
  const isFrom = (pin: Pin): boolean => source === undefined || pin.sources.some(({ from }) => from === source);
  return Object.entries(lock?.pins ?? {}).findLast(([, pin]) => pin.scope === scope && isFrom(pin))?.[0];
}

/** Returns the validators of the newest pin that was made in the same way: only then does a 304 mean "no change". */
export function knownValidators(
  lock: Lock | undefined,
  scope: string,
  overlaySha256: string,
): (name: string) => Validators | undefined {
  return (name) => {
    const pin = findPin(lock, newestOf(lock, scope, name) ?? "");
    return pin?.overlaySha256 === overlaySha256 ? pin.sources.find(({ from }) => from === name) : undefined;
  };
}

/** Returns the pinned text. Refuses a file that does not match the lock, such as a pin that was edited by hand. */
export function readPin(root: string, lock: Lock, pin: string): string {
  return checkPin(root, lock, pin).toString();
}

/** Refuses a pin whose file does not match the lock, and returns the bytes of the file. */
export function checkPin(root: string, lock: Lock, pin: string): Buffer {
  const { canonicalSha256 } = requirePin(lock, pin);
  const file = pinFile(root, pin);
  const name = `openapi/${pin}/openapi.yaml`;
  const way = `restore it with \`git checkout ${name}\``;
  if (!existsSync(file)) {
    throw new SpecError(
      `${name} is missing: ${way}, or, if it was never committed, delete "${pin}" from openapi/spec.lock.json`,
    );
  }
  const bytes = readFileSync(file);
  if (sha256(bytes) === canonicalSha256) return bytes;
  throw new SpecError(
    `${name} does not match openapi/spec.lock.json: ${way}; corrections go into openapi/overlay.yaml`,
  );
}
