import { type Command, defineCommand } from "../command.ts";
import { formatLock, type Lock, readPin, requireLock, withCurrent } from "../pin/lockfile.ts";
import { generatedFiles, restruckPins } from "../write/generated-files.ts";
import { asOnlyWriter } from "../write/only-writer.ts";
import { commit } from "../write/transaction.ts";

export const use: Command = defineCommand({
  name: "use",
  about: "Makes a pin current: generated/current.d.ts names its types. The type errors that follow are the to-do list.",
  arguments: ["<pin>"],
  options: {},
  examples: [["2026-05-14", "makes this pin of openapi/spec.lock.json current"]],
  exitCodes: { 0: "the pin is current", 1: "an error: nothing was changed" },
  run: async (_values, { root, print, contract }, pin) => {
    await asOnlyWriter(root, () => usePin(root, requireLock(root), pin));
    const typeCheck = contract ? "`npm run typecheck`" : "your type-check";
    print(`${pin} is current: ${typeCheck} shows what to edit`);
    return 0;
  },
});

export async function usePin(root: string, lock: Lock, pin: string): Promise<void> {
  readPin(root, lock, pin);
  const newLock = withCurrent(lock, pin);
  const files = await generatedFiles(root, newLock, restruckPins(lock, newLock));
  commit(root, new Map([...files, ["openapi/spec.lock.json", formatLock(newLock)]]));
}
