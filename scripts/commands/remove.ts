import { join } from "node:path";
import { type Command, defineCommand } from "../command.ts";
import { commandText } from "../command-text.ts";
import { withoutPin } from "../pin/edit-lock.ts";
import { formatLock, type Lock, requireLock, requirePin } from "../pin/lockfile.ts";
import { SpecError } from "../spec-error.ts";
import { sharedFiles } from "../write/generated-files.ts";
import { asOnlyWriter } from "../write/only-writer.ts";
import { type Changes, commit, filesBelow } from "../write/transaction.ts";

export const remove: Command = defineCommand({
  name: "remove",
  about: "Removes a pin: its spec, its types and its entry in the lock. Refused for one that is in use.",
  arguments: ["<pin>"],
  options: {},
  examples: [["2026-05-14", "removes this pin, or names the lines that still import it"]],
  exitCodes: { 0: "the pin is gone", 1: "an error: nothing was changed" },
  run: async (_values, { root, print }, pin) => {
    await asOnlyWriter(root, async () => {
      const lock = requireLock(root);
      await refuseIfUsed(pin, lock, root);
      commit(root, changesFor(pin, lock, root));
    });
    print(`removed ${pin}`);
    return 0;
  },
});

async function refuseIfUsed(pin: string, lock: Lock, root: string): Promise<void> {
  requirePin(lock, pin);
  if (pin === lock.current) {
    const way = commandText("use", "<pin>");
    throw new SpecError(`${pin} is the current pin: make another one current first with \`${way}\``);
  }
  if (pin === lock.next) {
    const way = commandText("generate", "--no-next");
    throw new SpecError(`${pin} is the next pin, which the current types are marked by: run \`${way}\` first`);
  }
  if (lock.ships?.includes(pin)) {
    const way = commandText("ship", `${pin} --stop`);
    throw new SpecError(`${pin} ships, so that code elsewhere may import it: run \`${way}\` first`);
  }
  // Loaded late, since it brings the compiler: the help does without.
  const { importsOfPin } = await import("../impact/imports-of-pin.ts");
  const imports = importsOfPin(pin, root);
  if (imports.length > 0) throw new SpecError(`${pin} is still imported: ${imports.join(", ")}`);
}

/** Returns everything that a pin has written, to be removed, and the lock without it. */
function changesFor(pin: string, lock: Lock, root: string): Changes {
  const folders = [`openapi/${pin}`, `generated/${pin}`];
  const files = folders.flatMap((folder) => filesBelow(join(root, folder)).map((file) => `${folder}/${file}`));
  const newLock = withoutPin(lock, pin);
  return new Map<string, string | undefined>([
    ...files.map((file) => [file, undefined] as const),
    ["openapi/spec.lock.json", formatLock(newLock)],
    ...sharedFiles(newLock),
  ]);
}
