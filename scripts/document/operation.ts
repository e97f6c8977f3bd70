import type { JsonObject } from "./json.ts";
import { walk } from "./walk.ts";

/** Every operation of a document as `"METHOD /path"`, webhooks and callbacks left out. */
export function operationsOf(document: JsonObject): string[] {
  const operations: string[] = [];
  walk(document, (_node, shape, pointer) => {
    const [, top, path, method, deeper] = pointer.split("/");
    if (shape !== "operation" || top !== "paths" || deeper !== undefined) return;
    operations.push(`${method?.toUpperCase()} ${path?.replaceAll("~1", "/").replaceAll("~0", "~")}`);
  });
  return operations;
}
