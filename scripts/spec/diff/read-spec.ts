import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import type { JsonObject } from "../json.ts";
import { readLock, readPin } from "../lock.ts";
import { normalise } from "../normalise.ts";
import { readDocument } from "../read-document.ts";
import { SpecError } from "../spec-error.ts";

const mostBytes = 16 * 1024 * 1024;

/** Reads a pin by its name, or a spec file (YAML, JSON, a docs page; `.gz` too) by its path. */
export function readSpec(name: string, root: string): JsonObject {
  const lock = readLock(root);
  if (lock && Object.hasOwn(lock.pins, name)) {
    return read(`openapi/${name}/openapi.yaml`, Buffer.from(readPin(root, lock, name)));
  }
  const file = resolve(root, name);
  if (!existsSync(file) || !statSync(file).isFile()) {
    const pins = Object.keys(lock?.pins ?? {}).join(", ") || "none yet";
    throw new SpecError(`${name}: neither a file nor a pin (pins: ${pins})`);
  }
  const bytes = readFileSync(file);
  return read(name, name.endsWith(".gz") ? unzip(bytes, name) : bytes);
}

const read = (name: string, bytes: Uint8Array): JsonObject => normalise(readDocument([{ name, bytes }]));

function unzip(bytes: Uint8Array, name: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch {
    throw new SpecError(`${name}: not gzip, or more than ${mostBytes / 1024 / 1024} MiB of it`);
  }
}
