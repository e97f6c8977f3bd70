import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { JsonObject } from "../../scripts/spec/json.ts";

/** A document with one operation, as small as OpenAPI permits. */
export function documentWith(method: string, path: string, more: JsonObject = {}): JsonObject {
  return {
    openapi: "3.1.0",
    info: { title: "Test", version: "1" },
    paths: { [path]: { [method]: { responses: { "204": { description: "Done" } } } } },
    ...more,
  };
}

export function pageWith(method: string, path: string, document: JsonObject): string {
  return `# A page\n\n## OpenAPI\n\n\`\`\`\`yaml ${method} ${path}\n${stringify(document)}\n\`\`\`\`\n`;
}

/** Writes a folder of docs pages and returns its path. */
export function writePages(root: string, pages: Readonly<Record<string, string>>): string {
  const folder = join(root, "pages");
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(pages)) writeFileSync(join(folder, name), content);
  return folder;
}
