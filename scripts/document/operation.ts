import type { JsonObject } from "./json.ts";
import { walk } from "./walk.ts";

/** Lists the operations of a document as `"METHOD /path"`, without webhooks and callbacks. */
export function operationsOf(document: JsonObject): string[] {
  const operations: string[] = [];
  walk(document, (_node, shape, pointer) => {
    const [, top, path, method, deeper] = pointer.split("/");
    if (shape !== "operation" || top !== "paths" || deeper !== undefined) return;
    operations.push(`${method?.toUpperCase()} ${path?.replaceAll("~1", "/").replaceAll("~0", "~")}`);
  });
  return operations;
}
