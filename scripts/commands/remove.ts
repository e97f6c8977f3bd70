import { type Command, defineCommand } from "../command.ts";
import { commandText } from "../command-text.ts";
import { withoutPin } from "../pin/edit-lock.ts";
import { type Lock, requireLock, requirePin, shippingPins } from "../pin/lockfile.ts";
import { SpecError } from "../spec-error.ts";
import { lockChanges } from "../write/lock-changes.ts";
import { asOnlyWriter } from "../write/only-writer.ts";
import { commit } from "../write/transaction.ts";

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
      commit(root, await lockChanges(root, lock, withoutPin(lock, pin)));
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
  if (shippingPins(lock).includes(pin)) {
    throw new SpecError(`${pin} is in the package: leave it out first with \`${commandText("ship", pin, "--stop")}\``);
  }
  // Loaded late, since it brings the compiler: the help does without.
  const { importsOfPin } = await import("../impact/imports-of-pin.ts");
  const imports = importsOfPin(pin, root);
  if (imports.length > 0) throw new SpecError(`${pin} is still imported: ${imports.join(", ")}`);
}
