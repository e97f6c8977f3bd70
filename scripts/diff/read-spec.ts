import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { JsonObject } from "../document/json.ts";
import { normalise } from "../document/normalise.ts";
import { parseSpec } from "../document/parse.ts";
import { readDocument } from "../document/read-document.ts";
import { findPin, readLock, readPin } from "../pin/lockfile.ts";
import { sourceFile } from "../source/source-file.ts";
import { SpecError } from "../spec-error.ts";

/** Reads and normalises a pin by its name, or a spec file (YAML, JSON, a docs page; gzip too) by its path. */
export function readSpec(name: string, root: string, callerFolder: string = root): JsonObject {
  const lock = readLock(root);
  // A pin was guarded and normalised when it was pulled.
  if (lock && Object.hasOwn(lock.pins, name)) return parseSpec(readPin(root, lock, name), name);
  const file = resolve(callerFolder, name);
  if (!existsSync(file) || !statSync(file).isFile()) {
    const pins = Object.keys(lock?.pins ?? {}).join(", ") || "none yet";
    throw new SpecError(`${name}: neither a file nor a pin (pins: ${pins})`);
  }
  return normalise(readDocument([sourceFile(name, readFileSync(file))]));
}

/** Returns the scope to which a pin was reduced; `all` for a file. */
export function scopeOf(name: string, root: string): string {
  return findPin(readLock(root), name)?.scope ?? "all";
}
