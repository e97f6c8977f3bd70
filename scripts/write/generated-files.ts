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

/** Returns a pin's document. */
export type ReadDocument = (pin: string) => JsonObject;

/** Returns every file of `generated/`, by its path in the repository. With `pins`, the types of these alone. */
export async function generatedFiles(
  root: string,
  lock: Lock,
  pins: readonly string[] = Object.keys(lock.pins),
): Promise<Map<string, string>> {
  const files = sharedFiles(lock);
  for (const pin of pins) files.set(typesFile(pin), await typesOf(pin, lock, documentsOf(root, lock)));
  return files;
}

export function documentsOf(root: string, lock: Lock): ReadDocument {
  return (pin) => parseSpec(readPin(root, lock, pin), `openapi/${pin}/openapi.yaml`);
}

/** Returns the pins whose types another current pin changes: what the next pin drops is struck through in those of one. */
export function restruckPins(before: Lock, after: Lock): string[] {
  return before.next === undefined || before.current === after.current ? [] : [before.current, after.current];
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
export async function typesOf(pin: string, lock: Lock, readDocument: ReadDocument): Promise<string> {
  const next = pin === lock.current ? lock.next : undefined;
  const header = [
    `// Made from openapi/${pin}/openapi.yaml by \`${commandText("generate")}\` (${generator}). Do not edit.`,
    `// sha256 of the pin: ${requirePin(lock, pin).canonicalSha256}`,
  ];
  let types = await generateTypes(readDocument(pin), pin);
  if (next !== undefined) {
    const { markGone } = await import("../types/mark-gone.ts");
    types = markGone(types, await generateTypes(readDocument(next), next), next);
    header.push(
      `// Marked as deprecated: what ${next} no longer has (sha256 ${requirePin(lock, next).canonicalSha256}).`,
    );
  }
  return `${header.join("\n")}\n\n${types}`;
}
