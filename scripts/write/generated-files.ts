import { commandText } from "../command-text.ts";
import { sha256 } from "../document/canonical.ts";
import type { JsonObject } from "../document/json.ts";
import { parseSpec } from "../document/parse.ts";
import { type Lock, readPin, requirePin, shippingPins } from "../pin/lockfile.ts";
import { generateTypes, generator } from "../types/generate-types.ts";

const readme = (): string => `# Written only by \`${commandText("generate")}\`: do not edit files here

Every file is made from \`openapi/\`, offline: the same pins give the same bytes. \`${commandText("generate", "--check")}\`
fails if they differ. To change a type, change the pin (\`${commandText("pull")}\`) or \`openapi/overlay.yaml\`.

- \`current.d.ts\` holds the types of the pin that \`openapi/spec.lock.json\` calls current.
- \`<pin>/openapi.d.ts\` holds the types of \`openapi/<pin>/openapi.yaml\`.
- \`.npmignore\` leaves the pins that do not ship out of the package.
`;

/** Returns a pin's document. */
export type ReadDocument = (pin: string) => JsonObject;

/** Returns the files of `generated/` by their path in the repository: those of some pins, and those of no single pin. */
export async function generatedFiles(root: string, lock: Lock, pins: readonly string[]): Promise<Map<string, string>> {
  const files = sharedFiles(lock);
  for (const pin of pins) files.set(typesFile(pin), await typesOf(pin, lock, documentsOf(root, lock)));
  return files;
}

export function documentsOf(root: string, lock: Lock): ReadDocument {
  return (pin) => parseSpec(readPin(root, lock, pin), `openapi/${pin}/openapi.yaml`);
}

/** Returns the pins whose types another lock marks in another way, by its current pin, its next one, or the next one's content. */
export function restruckPins(before: Lock | undefined, after: Lock): string[] {
  return Object.keys(after.pins).filter((pin) => before && markOf(pin, before) !== markOf(pin, after));
}

/** Returns the line of the header that says what is marked as deprecated; `undefined` where nothing is. */
function markOf(pin: string, { current, next, pins }: Lock): string | undefined {
  if (pin !== current || next === undefined) return undefined;
  return `// Marked as deprecated: what ${next} no longer has (sha256 ${pins[next]?.canonicalSha256}).`;
}

/** Returns the files that do not belong to a single pin. */
export function sharedFiles(lock: Lock): Map<string, string> {
  const { current } = lock;
  return new Map([
    ["generated/README.md", readme()],
    ["generated/.npmignore", ["/*/", ...shippingPins(lock).map((pin) => `!/${pin}/`), ""].join("\n")],
    ["generated/current.d.ts", `export type { components, operations, paths } from "./${current}/openapi.d.ts";\n`],
  ]);
}

export function typesFile(pin: string): string {
  return `generated/${pin}/openapi.d.ts`;
}

/** Returns the types of one pin, below a header that says what they were made from. */
export async function typesOf(pin: string, lock: Lock, readDocument: ReadDocument): Promise<string> {
  const next = pin === lock.current ? lock.next : undefined;
  let types = await generateTypes(readDocument(pin), pin);
  if (next !== undefined) {
    const { markGone } = await import("../types/mark-gone.ts");
    types = markGone(types, await generateTypes(readDocument(next), next), next);
  }
  return headerOf(types, pin, lock) + types;
}

/** Tells whether a file holds what was generated for a pin, by the hashes in its header. Nothing is generated for that. */
export function isUntouched(file: string, pin: string, lock: Lock): boolean {
  const types = file.slice(file.indexOf(headerEnd) + headerEnd.length);
  return file.startsWith(headerOf(types, pin, lock));
}

const headerEnd = "\n\n";

function headerOf(types: string, pin: string, lock: Lock): string {
  const mark = markOf(pin, lock);
  const header = [
    `// Made from openapi/${pin}/openapi.yaml by \`${commandText("generate")}\` (${generator}). Do not edit.`,
    `// sha256 of the pin: ${requirePin(lock, pin).canonicalSha256}`,
    `// sha256 of the types: ${sha256(types)}`,
    ...(mark === undefined ? [] : [mark]),
  ];
  return header.join("\n") + headerEnd;
}
