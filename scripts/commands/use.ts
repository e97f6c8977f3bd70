import { type Command, defineCommand } from "../command.ts";
import { commandText } from "../command-text.ts";
import { withCurrent } from "../pin/edit-lock.ts";
import { checkPin, requireLock, shippingPins } from "../pin/lockfile.ts";
import { keptPinChanges } from "../write/kept-pin.ts";
import { asOnlyWriter } from "../write/only-writer.ts";
import { commit } from "../write/transaction.ts";

export const use: Command = defineCommand({
  name: "use",
  about:
    "Makes a pin current: generated/current.d.ts names its types. The type errors that follow are the to-do list. latest first gets its date as its name, so that no pull overwrites it.",
  arguments: ["<pin>"],
  options: {},
  examples: [
    ["2026-05-14", "makes this pin of openapi/spec.lock.json current"],
    ["latest", "names it for its date, and makes it current"],
  ],
  exitCodes: { 0: "the pin is current", 1: "an error: nothing was changed" },
  run: async (_values, { root, print, contract }, pin) => {
    const { name, unshipped } = await asOnlyWriter(root, () => makeCurrent(root, pin));
    const typeCheck = contract ? "`npm run typecheck`" : "your type-check";
    print(`${name} is current: ${typeCheck} shows what to edit`);
    // Nobody knows whether another repository publishes its types.
    for (const former of contract ? unshipped : []) {
      print(`${former} does not ship any more: \`${commandText("ship", former)}\` keeps its types in the package`);
    }
    return 0;
  },
});

async function makeCurrent(root: string, pin: string): Promise<{ name: string; unshipped: readonly string[] }> {
  const before = requireLock(root);
  checkPin(root, before, pin);
  const { name, lock } = withCurrent(before, pin);
  commit(root, await keptPinChanges(root, before, { heldBy: pin, name, lock }));
  return { name, unshipped: shippingPins(before).filter((former) => !shippingPins(lock).includes(former)) };
}
