import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import type { JsonObject } from "../../scripts/document/json.ts";

/** A document with one operation that uses a component and a tag, as small as OpenAPI permits. */
export function documentWith(method: string, path: string, more: JsonObject = {}): JsonObject {
  return {
    openapi: "3.1.0",
    info: { title: "Test", version: "1" },
    tags: [{ name: "Things" }],
    paths: { [path]: { [method]: operation() } },
    components: { schemas: { Thing: { type: "object" } } },
    ...more,
  };
}

export function operation(more: JsonObject = {}): JsonObject {
  const schema = { $ref: "#/components/schemas/Thing" };
  const success = { description: "A thing", content: { "application/json": { schema } } };
  return { tags: ["Things"], responses: { "200": success }, ...more };
}

/** A document with as many operations as asked for. */
export function documentOf(count: number): JsonObject {
  const paths = Array.from({ length: count }, (_, index) => [`/things/${index}`, { get: operation() }]);
  return documentWith("get", "/things", { paths: Object.fromEntries(paths) });
}

export function pageWith(method: string, path: string, document: JsonObject): string {
  return `# A page\n\n## OpenAPI\n\n\`\`\`\`yaml ${method} ${path}\n${stringify(document)}\n\`\`\`\`\n`;
}

export function write(root: string, path: string, content: string | Uint8Array): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

/** Writes a folder of docs pages and returns its path. */
export function writePages(root: string, pages: Readonly<Record<string, string>>): string {
  mkdirSync(join(root, "pages"), { recursive: true });
  for (const [name, content] of Object.entries(pages)) write(root, `pages/${name}`, content);
  return join(root, "pages");
}

/** Writes a document as a spec file and returns its path. */
export function writeSpec(root: string, document: JsonObject, name = "spec.yaml"): string {
  return write(root, name, stringify(document));
}
