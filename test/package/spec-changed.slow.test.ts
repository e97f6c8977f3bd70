import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { requireLock } from "../../scripts/pin/lockfile.ts";
import { repository } from "../support/workspace.ts";
import { Checkout } from "./checkout.ts";
import { mendFacade } from "./mend.ts";
import { expectSessions, typeIn } from "./session.ts";

const pin = "2026-08-21";
const guide = await readFile(join(repository, "docs/spec-changed.md"), "utf8");

test("the guide to a changed spec prints what it shows, and its mended code compiles", async () => {
  const { root, remove } = await checkoutBeforePull();
  onTestFinished(remove);
  await expectSessions(guide, (command) => typeIn(root, command));
  const mended = await mendFacade(root);
  const printed = await typeIn(root, "npm run typecheck");
  expect(mended).toContain("examples/first-call.ts");
  expect(printed).toMatch(/^test\//m);
  expect(printed.match(/^(src\/|examples\/first-call).*$/gm)).toEqual(null);
});

test("the README names the current pin, and shows a change of the spec as the commands and the compiler print it", async () => {
  const readme = await readFile(join(repository, "README.md"), "utf8");
  expect(readme.slice(0, readme.indexOf("\n## "))).toContain(`**${requireLock(repository).current}**`);
  const { root, remove } = await checkoutBeforePull();
  onTestFinished(remove);
  await expectSessions(readme, (command) => typeIn(root, command));
});

/** A checkout as it was before the pin was pulled. */
async function checkoutBeforePull(): Promise<{ root: string; remove: () => Promise<void> }> {
  const checkout = await Checkout.make();
  const { root } = checkout;
  const { current, pins } = requireLock(root);
  const { [pin]: _pulled, ...earlier } = pins;
  await writeFile(join(root, "openapi/spec.lock.json"), `${JSON.stringify({ current, pins: earlier }, null, 2)}\n`);
  await rm(join(root, "openapi", pin, "openapi.yaml"));
  await rm(join(root, "generated", pin), { recursive: true });
  await writeFile(join(root, "generated/.npmignore"), `/*/\n!/${current}/\n`);
  return { root, remove: () => checkout.remove() };
}
