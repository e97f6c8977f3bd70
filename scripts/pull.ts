import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { generate } from "./generate.ts";
import { canonicalYaml, sha256 } from "./spec/canonical.ts";
import { generator } from "./spec/generate-types.ts";
import { formatLock, type Lock, type Pin, readLock } from "./spec/lock.ts";
import { operationsOf } from "./spec/operations.ts";
import { readDocument } from "./spec/read-document.ts";
import { readSource, type SourceFile } from "./spec/source.ts";
import { SpecError } from "./spec/spec-error.ts";
import { lockFile, pagesFolder, pinFile, type Workspace } from "./spec/workspace.ts";
import { writeFileAtomic } from "./spec/write-file.ts";

const options = { from: { type: "string" }, pin: { type: "string" } } as const;

/** `npm run spec:pull -- --from <file|folder of pages> [--pin <name>]`: pins a spec and generates its types. */
export async function pull(args: readonly string[], workspace: Workspace): Promise<void> {
  const { values } = parseArgs({ args: [...args], options });
  if (values.from === undefined) throw new SpecError("--from is missing: name a spec file or a folder of docs pages");
  const { root, print } = workspace;
  const files = readSource(values.from, root);
  const document = readDocument(files);
  const text = canonicalYaml(document);
  const lock = readLock(root);

  const date = new Date().toISOString().slice(0, 10);
  const pin = checkedName(values.pin ?? date);
  const entry: Pin = {
    date: /^\d{4}-\d{2}-\d{2}/.exec(pin)?.[0] ?? date,
    scope: "all",
    sources: files.map(({ name, bytes }) => ({ from: name, rawSha256: sha256(bytes) })),
    canonicalSha256: sha256(text),
    generator,
  };
  const known = lock?.pins[pin];
  if (known && known.canonicalSha256 !== entry.canonicalSha256) {
    throw new SpecError(`the pin ${pin} holds another spec already: give this one another name with --pin`);
  }
  if (isDeepStrictEqual(known, entry) && isOnDisk(root, pin, text)) {
    print(`no change: ${pin} is this spec already`);
  } else {
    savePages(root, pin, files, values.from);
    writeFileAtomic(pinFile(root, pin), text);
    writeFileAtomic(lockFile(root), formatLock(withPin(lock, pin, entry)));
    print(
      `pinned ${operationsOf(document).length} operations as ${pin} (sha256 ${entry.canonicalSha256.slice(0, 12)})`,
    );
  }
  await generate([], workspace);
}

function checkedName(name: string): string {
  if (/^[a-z0-9][a-z0-9.-]*$/.test(name)) return name;
  throw new SpecError(`--pin ${name}: a pin's name has lower-case letters, digits, dots and hyphens only`);
}

function isOnDisk(root: string, pin: string, text: string): boolean {
  const file = pinFile(root, pin);
  return existsSync(file) && readFileSync(file, "utf8") === text;
}

/** The pages that a pin was made of stay beside it; those that are there already were the source. */
function savePages(root: string, pin: string, files: readonly SourceFile[], from: string): void {
  const folder = pagesFolder(root, pin);
  if (resolve(root, from) === folder) return;
  for (const { name, bytes } of files.filter((file) => file.name.endsWith(".md"))) {
    writeFileAtomic(join(folder, name.split("/").at(-1) ?? name), new TextDecoder().decode(bytes));
  }
}

function withPin(lock: Lock | undefined, pin: string, entry: Pin): Lock {
  const pins = Object.entries({ ...lock?.pins, [pin]: entry }).sort(([a], [b]) => (a < b ? -1 : 1));
  return { current: lock?.current ?? pin, pins: Object.fromEntries(pins) };
}
