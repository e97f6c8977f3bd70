import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { repository } from "../support/workspace.ts";
import { Checkout } from "./checkout.ts";

const run = promisify(execFile);

/** CI runs these two themselves: `npm cit` is what this very test runs in. */
const runByCi = ["npm cit", "npm run check"];

const readme = await readFile(resolve(repository, "README.md"), "utf8");
const commands = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) => block?.trim().split("\n") ?? []);

test("the README's quickstart shows an identity being updated", async () => {
  expect(commands).toContain("npm run quickstart");
  const checkout = await Checkout.make();
  onTestFinished(() => checkout.remove());
  // The packages are this repository's, by a link: npm says what it would install, and leaves them as they are.
  const env = { ...process.env, npm_config_dry_run: "true", npm_config_offline: "true" };
  const options = { cwd: checkout.root, env, shell: process.platform === "win32" };
  const { stdout } = await run("npm", ["run", "quickstart"], options);
  expect(stdout).toContain("→ PATCH /v2/identities/user_12345");
  expect(stdout).toContain("updated Jane Smith-Wilson");
  expect(stdout).toContain("a server of the API as pinned on 2026-05-14,");
  expect(stdout).toContain("published spec has had no contacts since 2026-06-02");
  expect(stdout).toContain("npm run spec:diff -- 2026-05-14 2026-08-21");
});

test("the README has no command that nothing proves", async () => {
  const proven = ["npm run quickstart", ...runByCi];
  expect(commands.filter((command) => !proven.includes(command))).toEqual([]);
  const gate = await readFile(resolve(repository, ".ci/run"), "utf8");
  for (const command of runByCi) expect(gate).toContain(`\n${command}\n`);
});
