import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { repository } from "../support/workspace.ts";
import { Checkout } from "./checkout.ts";

const run = promisify(execFile);

/** What runs each command of the README, beside the test below. `npm cit` is what this very test runs in. */
const proofs: Readonly<Record<string, string>> = {
  "npm cit": ".ci/run",
  "npm run check": ".ci/run",
  // A consumer is installed from a checkout in these steps.
  "git clone https://github.com/orq-client/orq-client && cd orq-client": "test/package/checkout.ts",
  "npm ci && npm run build && npm pack --pack-destination ../your-app": "test/package/consumer.ts",
  "cd ../your-app && npm install ./orq-client-0.1.0.tgz": "test/package/consumer.ts",
  "npx orq-client pull": "test/package/guide.slow.test.ts",
};

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
  expect(commands.filter((command) => command !== "npm run quickstart").sort()).toEqual(Object.keys(proofs).sort());
  for (const [command, proof] of Object.entries(proofs)) {
    const text = await readFile(resolve(repository, proof), "utf8");
    if (proof === ".ci/run") expect(text).toContain(`\n${command}\n`);
  }
});
