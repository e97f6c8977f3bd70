import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, defineCommand } from "../command.ts";
import { commandText } from "../command-text.ts";
import { withNext } from "../pin/edit-lock.ts";
import { checkPin, formatLock, type Lock, requireLock, requirePin, shippingPins } from "../pin/lockfile.ts";
import { SpecError } from "../spec-error.ts";
import type { Workspace } from "../workspace.ts";
import { generatedFiles, isUntouched, typesFile } from "../write/generated-files.ts";
import { asOnlyWriter } from "../write/only-writer.ts";
import { commit, filesBelow } from "../write/transaction.ts";

export const generate: Command = defineCommand({
  name: "generate",
  about:
    "Writes generated/ from the pins in openapi/, offline: the same pins give the same bytes. --next marks what that pin no longer has as deprecated in the current types: the lock records it until --no-next, or until that pin is the current one.",
  arguments: [],
  options: {
    check: { help: "writes nothing, and fails where a file is not up to date" },
    next: { value: "<pin>", help: "the pin that will follow the current one" },
    "no-next": { help: "takes the marks of --next away" },
  },
  examples: [
    ["", "writes what is not up to date, and deletes what no pin has"],
    ["--check", "for CI: fails if nobody ran generate"],
    ["--next 2026-06-02", "editors strike through what the pin 2026-06-02 no longer has"],
  ],
  exitCodes: { 0: "generated/ is up to date", 1: "an error, or with --check a file that is not up to date" },
  run: async ({ check: isCheck, next, "no-next": isWithoutNext }, workspace) => {
    if (Number(isCheck) + Number(next !== undefined) + Number(isWithoutNext) > 1) {
      throw new SpecError(
        "--check, --next and --no-next exclude each other: --check compares with the pin that the lock names",
      );
    }
    const locked = (lock: Lock): Lock => {
      if (next !== undefined) return withNext(lock, requireNext(lock, next));
      return isWithoutNext ? withNext(lock, undefined) : lock;
    };
    await (isCheck ? check(workspace) : asOnlyWriter(workspace.root, () => write(workspace, locked)));
    return 0;
  },
});

function requireNext(lock: Lock, next: string): string {
  requirePin(lock, next);
  if (next !== lock.current) return next;
  throw new SpecError(`--next ${next}: this is the current pin; name the one that will follow it`);
}

async function check({ root, print }: Workspace): Promise<void> {
  const lock = requireLock(root);
  const stale = await staleFiles(root, lock, trustedPins(root, lock));
  if (stale.size > 0) {
    const names = [...stale.keys()].sort().join(", ");
    throw new SpecError(`${names}: not up to date with openapi/; run \`${commandText("generate")}\``);
  }
  print("generated/ is up to date");
}

async function write({ root, print }: Workspace, change: (lock: Lock) => Lock): Promise<void> {
  const before = requireLock(root);
  const lock = change(before);
  const stale = await staleFiles(root, lock);
  if (lock.next !== before.next) stale.set("openapi/spec.lock.json", formatLock(lock));
  if (stale.size > 0) commit(root, stale);
  print(stale.size === 0 ? "generated/ is up to date" : `wrote ${[...stale.keys()].sort().join(", ")}`);
}

/** Returns what must change below `generated/` to match `openapi/`. `undefined` stands for a file to delete. */
export async function staleFiles(
  root: string,
  lock: Lock,
  trusted: ReadonlySet<string> = new Set(),
): Promise<Map<string, string | undefined>> {
  const isMade = (pin: string): boolean => !trusted.has(pin);
  const files = await generatedFiles(root, lock, Object.keys(lock.pins).filter(isMade));
  const known = new Set([...files.keys(), ...[...trusted].map(typesFile)]);
  const stale = new Map<string, string | undefined>();
  for (const [path, content] of files) if (readIfPresent(join(root, path)) !== content) stale.set(path, content);
  for (const path of filesBelow(join(root, "generated")).map((name) => `generated/${name}`)) {
    if (!known.has(path)) stale.set(path, undefined);
  }
  return stale;
}

/**
 * Returns the pins whose types are taken for what the hash in their header says: those that do not ship, since to make
 * the types of a whole spec takes seconds.
 */
export function trustedPins(root: string, lock: Lock): Set<string> {
  const ships = shippingPins(lock);
  const others = Object.keys(lock.pins).filter((pin) => !ships.includes(pin));
  const isTrusted = (pin: string): boolean => {
    checkPin(root, lock, pin);
    return isUntouched(readIfPresent(join(root, typesFile(pin))) ?? "", pin, lock);
  };
  return new Set(others.filter(isTrusted));
}

function readIfPresent(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
