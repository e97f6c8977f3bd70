import { commandText } from "../command-text.ts";
import type { JsonObject } from "../document/json.ts";
import { parseSpec } from "../document/parse.ts";
import { type Lock, readPin, requirePin } from "../pin/lockfile.ts";
import { generateTypes, generator } from "../types/generate-types.ts";

const readme = (): string => `# Written only by \`${commandText("generate")}\`: do not edit files here

Every file is made from \`openapi/\`, offline: the same pins give the same bytes. \`${commandText("generate", "--check")}\`
fails if they differ. To change a type, change the pin (\`${commandText("pull")}\`) or \`openapi/overlay.yaml\`.

- \`current.d.ts\` holds the types of the pin that \`openapi/spec.lock.json\` calls current.
- \`<pin>/openapi.d.ts\` holds the types of \`openapi/<pin>/openapi.yaml\`.
`;

/** Returns every file of `generated/`, by its path in the repository. */
export async function generatedFiles(root: string, lock: Lock): Promise<Map<string, string>> {
  const files = sharedFiles(lock);
  for (const pin of Object.keys(lock.pins)) {
    const name = `openapi/${pin}/openapi.yaml`;
    files.set(typesFile(pin), await typesOf(pin, lock, parseSpec(readPin(root, lock, pin), name)));
  }
  return files;
}

/** Returns the files that do not belong to a single pin. */
export function sharedFiles({ current }: Lock): Map<string, string> {
  return new Map([
    ["generated/README.md", readme()],
    ["generated/current.d.ts", `export type { components, operations, paths } from "./${current}/openapi.d.ts";\n`],
  ]);
}

export function typesFile(pin: string): string {
  return `generated/${pin}/openapi.d.ts`;
}

/** Returns the types of one pin, below a header that says what they were made from. */
export async function typesOf(pin: string, lock: Lock, document: JsonObject): Promise<string> {
  const header = [
    `// Made from openapi/${pin}/openapi.yaml by \`${commandText("generate")}\` (${generator}). Do not edit.`,
    `// sha256 of the pin: ${requirePin(lock, pin).canonicalSha256}`,
  ];
  return `${header.join("\n")}\n\n${await generateTypes(document, pin)}`;
}
