import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Checkout } from "./checkout.ts";
import { typeIn } from "./session.ts";

const built = "dist/after-npm-run-build";

test("packing without a build fails, and publishing makes the build that it packs", async () => {
  const checkout = await Checkout.make();
  onTestFinished(() => checkout.remove());
  const type = (command: string): Promise<string> => typeIn(checkout.root, command);

  expect(await type("npm pack --loglevel error")).toContain(
    `no such file or directory, open '${join(checkout.root, built)}`,
  );
  const published = await type("npm publish --dry-run --loglevel notice");
  expect(published).toContain("prepack");
  expect(published).toMatch(/dist\/cli\.js$/m);
  expect(published).toMatch(/^\+ orq-client@/m);

  const tarball = await type("npm pack --loglevel error");
  expect(existsSync(join(checkout.root, built, tarball))).toBe(true);
  // The tarball of the last time is not packed into the next one.
  expect(await type("npm pack --dry-run --loglevel notice")).not.toContain(`${built}/`);
});
