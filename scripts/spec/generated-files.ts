import { generateTypes, generator } from "./generate-types.ts";
import { type Lock, readPin } from "./lock.ts";
import { parseSpec } from "./parse.ts";

const readme = `# Written by \`npm run spec:generate\` alone: do not edit files here

Every file is made from \`openapi/\`, offline: the same pins give the same bytes, and \`npm run spec:generate -- --check\`
fails when they differ. To change a type, change the pin (\`npm run spec:pull\`) or \`openapi/overlay.yaml\`.

- \`current.d.ts\` names the pin that \`src/\` compiles against.
- \`<pin>/openapi.d.ts\` holds the types of \`openapi/<pin>/openapi.yaml\`.
`;

/** Every file of `generated/`, by its path inside the folder. */
export async function generatedFiles(root: string, lock: Lock): Promise<Map<string, string>> {
  const files = new Map([["README.md", readme]]);
  for (const pin of Object.keys(lock.pins)) {
    const types = await generateTypes(parseSpec(readPin(root, lock, pin), `openapi/${pin}/openapi.yaml`));
    files.set(`${pin}/openapi.d.ts`, `${header(pin, lock)}\n${types}`);
  }
  files.set("current.d.ts", `export type { components, operations, paths } from "./${lock.current}/openapi.d.ts";\n`);
  return files;
}

function header(pin: string, lock: Lock): string {
  return [
    `// Made from openapi/${pin}/openapi.yaml by \`npm run spec:generate\` (${generator}). Do not edit.`,
    `// sha256 of the pin: ${lock.pins[pin]?.canonicalSha256}`,
    "",
  ].join("\n");
}
