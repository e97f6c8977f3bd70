import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { exec } from "jsonpath-rfc9535";
import { emptyOverlay, overlayFile as name } from "../first-files.ts";
import { SpecError } from "../spec-error.ts";
import { lockFile } from "../workspace.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { parseYaml } from "./parse.ts";

interface Action {
  readonly target: string;
  readonly update?: Json;
  readonly remove: boolean;
}

/**
 * Applies `openapi/overlay.yaml` (OpenAPI Overlay 1.0). Refuses an action that matches or changes nothing, so that a
 * correction is deleted once the published spec no longer needs it.
 */
export function applyOverlay(document: JsonObject, root: string): JsonObject {
  const result = structuredClone(document);
  readActions(root).forEach((action, index) => {
    const nodes = find(result, action.target, index);
    if (nodes.length === 0) {
      const way = "the published spec has changed: delete the action, or correct its target";
      throw new SpecError(`${name}: action ${index + 1} (${action.target}) matches nothing: ${way}`);
    }
    const before = structuredClone(result);
    for (const location of nodes) apply(result, location, action);
    if (isDeepStrictEqual(before, result)) {
      throw new SpecError(
        `${name}: action ${index + 1} (${action.target}) changes nothing: it is already fixed upstream: delete the action`,
      );
    }
  });
  return result;
}

/**
 * Returns the text of the overlay, before the first pull the one that this pull will write. The lock records its hash:
 * a changed overlay makes another pin of the same spec.
 */
export function readOverlayText(root: string): string {
  const file = join(root, name);
  if (existsSync(file)) return readFileSync(file, "utf8");
  if (!existsSync(lockFile(root))) return emptyOverlay;
  const way = "or create it with the line `{overlay: 1.0.0, actions: []}`";
  throw new SpecError(`${name} is missing: restore it with \`git checkout ${name}\`, ${way}`);
}

function readActions(root: string): Action[] {
  const overlay = parseYaml(readOverlayText(root), name);
  if (!isObject(overlay) || !/^1\.0\.\d+$/.test(String(overlay["overlay"])) || !Array.isArray(overlay["actions"])) {
    throw new SpecError(
      `${name}: not an OpenAPI Overlay 1.0 document: expected "overlay: 1.0.0" and a list of actions`,
    );
  }
  return overlay["actions"].map((action, index) => {
    const { target, update, remove } = isObject(action) ? action : {};
    const isComplete = typeof target === "string" && (update !== undefined || remove === true);
    if (!isComplete)
      throw new SpecError(`${name}: action ${index + 1}: expected a target, and an update or remove: true`);
    return { target, ...(update !== undefined && { update }), remove: remove === true };
  });
}

type Location = (string | number)[];

/** Returns each place that a target selects once, from last to first: removing an item of a list must not move the others. */
function find(document: JsonObject, target: string, index: number): Location[] {
  const places = new Map<string, Location>();
  try {
    exec(document, target, (_value, path) => places.set(JSON.stringify(path), path.map(plainKey)));
  } catch (error) {
    throw new SpecError(
      `${name}: action ${index + 1}: ${target} is not a JSONPath (RFC 9535): ${(error as Error).message}`,
    );
  }
  return [...places.values()].sort(fromLastToFirst);
}

/** Returns a key as it is. The library gives it as a normalized path writes it, with escapes (RFC 9535, section 2.7). */
function plainKey(key: string | number): string | number {
  return typeof key === "number" ? key : JSON.parse(`"${key.replaceAll('"', '\\"').replaceAll("\\'", "'")}"`);
}

/** Puts what lies inside another place before it, and later items of a list before earlier ones. */
function fromLastToFirst(a: Location, b: Location): number {
  const at = a.findIndex((key, index) => key !== b[index]);
  const [left, right] = [a[at], b[at]];
  if (left === undefined || right === undefined) return b.length - a.length;
  return left < right ? 1 : -1;
}

function apply(document: JsonObject, location: Location, { update, remove }: Action): void {
  const key = location.at(-1);
  if (key === undefined) {
    if (remove) throw new SpecError(`${name}: the whole document cannot be removed`);
    Object.assign(document, merge(document, update as Json));
    return;
  }
  const parent = location.slice(0, -1).reduce<Json>((node, step) => (node as JsonObject)[step] as Json, document);
  if (remove && Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (remove) delete (parent as JsonObject)[key];
  else (parent as JsonObject)[key] = merge((parent as JsonObject)[key] as Json, update as Json);
}

/** Merges objects, appends to lists, and replaces everything else: Overlay 1.0, section 4.4.3. */
function merge(target: Json, update: Json): Json {
  if (Array.isArray(target)) return [...target, ...(Array.isArray(update) ? update : [update])];
  if (!isObject(target) || !isObject(update)) return structuredClone(update);
  const result: JsonObject = { ...target };
  for (const [key, value] of Object.entries(update)) {
    result[key] = Object.hasOwn(target, key) ? merge(target[key] as Json, value) : structuredClone(value);
  }
  return result;
}
