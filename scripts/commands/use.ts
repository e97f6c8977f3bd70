import { parseArgs } from "node:util";
import { commandText } from "../command-text.ts";
import { formatLock, type Lock, readPin, requireLock } from "../pin/lockfile.ts";
import { SpecError } from "../spec-error.ts";
import type { Workspace } from "../workspace.ts";
import { sharedFiles } from "../write/generated-files.ts";
import { asOnlyWriter } from "../write/only-writer.ts";
import { commit } from "../write/transaction.ts";

/** `npm run spec:use -- <pin>`: makes a pin current. The type errors that follow are the to-do list. */
export async function use(args: readonly string[], { root, print }: Workspace): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  const [pin, ...surplus] = positionals;
  if (pin === undefined || surplus.length > 0) throw new SpecError(`name one pin: ${commandText("use", "<pin>")}`);
  await asOnlyWriter(root, async () => usePin(root, requireLock(root), pin));
  print(`${pin} is current: \`npm run typecheck\` shows what to edit`);
  return 0;
}

export function usePin(root: string, lock: Lock, pin: string): void {
  readPin(root, lock, pin);
  const newLock: Lock = { ...lock, current: pin };
  commit(root, new Map([...sharedFiles(newLock), ["openapi/spec.lock.json", formatLock(newLock)]]));
}
