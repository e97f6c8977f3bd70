import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSpec } from "../document/parse.ts";
import { movedPath } from "../pin/edit-lock.ts";
import { type Lock, readPin } from "../pin/lockfile.ts";
import { lockChanges } from "./lock-changes.ts";
import { type Changes, filesBelow } from "./transaction.ts";

/** A pin whose content stays, in a lock that may give it another name. */
export interface KeptPin {
  readonly heldBy: string;
  readonly name: string;
  readonly lock: Lock;
}

/** Returns what follows from that lock. For another name the pin's files move, and its types are made under that name. */
export async function keptPinChanges(root: string, before: Lock, { heldBy, name, lock }: KeptPin): Promise<Changes> {
  if (heldBy === name) return lockChanges(root, before, lock);
  const folder = `openapi/${heldBy}`;
  const files = filesBelow(join(root, folder)).map((file) => `${folder}/${file}`);
  const document = parseSpec(readPin(root, before, heldBy), heldBy);
  return new Map([
    ...files.map((path) => [movedPath(path, heldBy, name), readFileSync(join(root, path))] as const),
    ...(await lockChanges(root, before, lock, { name, document })),
  ]);
}
