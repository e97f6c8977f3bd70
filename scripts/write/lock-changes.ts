import { join } from "node:path";
import type { JsonObject } from "../document/json.ts";
import { formatLock, type Lock } from "../pin/lockfile.ts";
import { documentsOf, type ReadDocument, restruckPins, sharedFiles, typesFile, typesOf } from "./generated-files.ts";
import { type Changes, filesBelow } from "./transaction.ts";

/** A pin whose types must be made, from this document. */
interface MadePin {
  readonly name: string;
  readonly document: JsonObject;
}

/**
 * Returns what follows from another lock: the lock, the files of `generated/` that depend on it, and the files of the
 * pins that it drops. With a pin that is made, its types too.
 */
export async function lockChanges(
  root: string,
  before: Lock | undefined,
  after: Lock,
  made?: MadePin,
): Promise<Changes> {
  const readKept = documentsOf(root, after);
  const readDocument: ReadDocument = (pin) => (pin === made?.name ? made.document : readKept(pin));
  const changes = new Map<string, string | undefined>();
  for (const pin of Object.keys(before?.pins ?? {})) {
    if (Object.hasOwn(after.pins, pin)) continue;
    for (const path of filesOfPin(root, pin)) changes.set(path, undefined);
  }
  for (const pin of new Set([...(made ? [made.name] : []), ...restruckPins(before, after)])) {
    changes.set(typesFile(pin), await typesOf(pin, after, readDocument));
  }
  for (const [path, content] of sharedFiles(after)) changes.set(path, content);
  return changes.set("openapi/spec.lock.json", formatLock(after));
}

function filesOfPin(root: string, pin: string): string[] {
  return [`openapi/${pin}`, `generated/${pin}`].flatMap((folder) =>
    filesBelow(join(root, folder)).map((file) => `${folder}/${file}`),
  );
}
