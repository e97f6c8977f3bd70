import { type Command, defineCommand } from "../command.ts";
import { commandText } from "../command-text.ts";
import { withShips } from "../pin/edit-lock.ts";
import { checkPin, requireLock, shippingPins } from "../pin/lockfile.ts";
import { rollingPin } from "../pin/pin-name.ts";
import { SpecError } from "../spec-error.ts";
import { lockChanges } from "../write/lock-changes.ts";
import { asOnlyWriter } from "../write/only-writer.ts";
import { commit } from "../write/transaction.ts";

export const ship: Command = defineCommand({
  name: "ship",
  about:
    "Puts the types of a pin into the package, beside those of the current one: generated/.npmignore leaves the others out of what `npm pack` takes.",
  arguments: ["<pin>"],
  options: { stop: { help: "leaves them out again" } },
  examples: [
    ["2026-05-14", "ships this pin, also when it is not current any more"],
    ["2026-05-14 --stop", "ships it only while it is current"],
  ],
  exitCodes: { 0: "the lock names what ships", 1: "an error: nothing was changed" },
  run: async ({ stop }, { root, print }, pin) => {
    const shipping = await asOnlyWriter(root, () => changeShips(root, pin, stop));
    print(`ships     ${shipping.join(", ")}`);
    return 0;
  },
});

async function changeShips(root: string, pin: string, stop: boolean): Promise<string[]> {
  const before = requireLock(root);
  checkPin(root, before, pin);
  if (pin === rollingPin) {
    const way = `\`${commandText("use", pin)}\` and \`${commandText("pull", "--pin <name>")}\` give it a name of its own`;
    throw new SpecError(`${pin} cannot ship, since the next pull overwrites it: ${way}`);
  }
  if (stop && pin === before.current) throw new SpecError(`${pin} is current, and the current pin always ships`);
  const others = (before.ships ?? []).filter((name) => name !== pin);
  const after = withShips(before, stop ? others : [...others, pin]);
  commit(root, await lockChanges(root, before, after));
  return shippingPins(after);
}
