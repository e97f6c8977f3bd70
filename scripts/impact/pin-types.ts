import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSpec } from "../diff/read-spec.ts";
import type { JsonObject } from "../document/json.ts";
import { parseSpec } from "../document/parse.ts";
import { inScope } from "../document/scope.ts";
import { findPin, type Pin, readLock, readPin } from "../pin/lockfile.ts";
import { generateTypes } from "../types/generate-types.ts";
import type { Workspace } from "../workspace.ts";
import { typesFile } from "../write/generated-files.ts";

/** A spec that takes the place of a pin: its types as text, and its document. */
export interface Replacement {
  readonly types: string;
  /** Parsed when it is asked for: a whole spec takes as long as the compiler. */
  readonly document: () => JsonObject;
}

/** Returns a pin or a spec file as a replacement. A file is reduced to the scope, as a pull would reduce it. */
export async function replacementOf(name: string, workspace: Workspace, scope: string): Promise<Replacement> {
  const { root, callerFolder } = workspace;
  const lock = readLock(root);
  const entry = findPin(lock, name);
  if (lock && entry) {
    const document = lazily(() => parseSpec(readPin(root, lock, name), name));
    return { document, types: storedTypes(name, entry, root) ?? (await generateTypes(document(), name)) };
  }
  const { document } = inScope(readSpec(name, root, callerFolder), scope);
  return { document: () => document, types: await generateTypes(document, name) };
}

/** Returns the generated types of a pin, if they are up to date. */
function storedTypes(name: string, { canonicalSha256, generator }: Pin, root: string): string | undefined {
  const file = join(root, typesFile(name));
  const types = existsSync(file) ? readFileSync(file, "utf8") : "";
  const header = types.slice(0, 1000);
  return header.includes(canonicalSha256) && header.includes(generator) ? types : undefined;
}

/** What a lock knows about a pin that a project uses. */
export interface KnownPin {
  readonly scope: string;
  readonly document: () => JsonObject;
}

/** Finds a pin by its hash, in the lock of one of these folders. An installed orq-client has none. */
export function knownPin(pin: string, sha256: string, roots: readonly string[]): KnownPin | undefined {
  for (const root of roots) {
    const lock = readLock(root);
    const entry = findPin(lock, pin);
    if (!lock || entry?.canonicalSha256 !== sha256) continue;
    return { scope: entry.scope, document: lazily(() => parseSpec(readPin(root, lock, pin), pin)) };
  }
  return undefined;
}

function lazily<Value extends object>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= make();
    return value;
  };
}
