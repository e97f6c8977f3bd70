import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contract } from "../../src/contract.ts";
import { Checkout } from "./checkout.ts";

const author = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"];

let checkout: Checkout;
beforeAll(async () => {
  checkout = await Checkout.make();
  await run("git", "init", "--quiet");
  await run("git", "add", "--all");
  await run("git", ...author, "commit", "--quiet", "--message", "A release");
  await run("git", "tag", "v0.1.0");
});
afterAll(() => checkout.remove());

function run(command: string, ...args: readonly string[]): Promise<{ stdout: string }> {
  // The lock file is made anew from what it holds.
  const env = { ...process.env, npm_config_offline: "true" };
  return promisify(execFile)(command, args, { cwd: checkout.root, env, shell: process.platform === "win32" });
}

const read = (file: string): Promise<string> => readFile(join(checkout.root, file), "utf8");

/** What a version of this checkout changes. */
async function entryOf(version: string): Promise<string> {
  return (await read("CHANGELOG.md")).split(`\n## ${version}\n`)[1]?.split("\n## ")[0] ?? "";
}

test("a release tells by method what its pin changes, even of a method that has gone with its operation", async () => {
  expect((await run("npm", "run", "release:version")).stdout).toContain("the current pin changes nothing since v0.1.0");
  expect(await entryOf("0.1.1")).toBe("");

  await run("npm", "run", "spec:use", "--", "2026-08-21");
  const source = await read("src/contract.ts");
  const without = source.replace(/^.*"contacts\.create".*\n/m, "");
  expect(without).not.toBe(source);
  await writeFile(join(checkout.root, "src/contract.ts"), without);
  await writeFile(join(checkout.root, ".changeset/by-hand.md"), '---\n"orq-client": patch\n---\n\nA mended retry.\n');
  await run("npm", "run", "release:version");

  const entry = await entryOf("0.2.0");
  expect(entry).toContain("- The current pin is `2026-08-21`. It was `2026-05-14`.\n");
  expect(entry).toContain("- A mended retry.\n");
  expect(entry).toContain("`orq-client/spec/2026-05-14`\n    - **breaking:** `is gone`\n");
  for (const [operation, method] of Object.entries(contract))
    expect(entry).toContain(`\`orq.${method}\` (\`${operation}\`)`);
  expect(entry).toContain("`orq.contacts.create` (`POST /v2/contacts`)\n    - **breaking:** `is gone`\n");
  expect(entry).toContain("    - **breaking:** `request body .display_name: no longer takes null`\n");
  expect(entry).toContain("    - `request query .include_budget: is new and optional: boolean`\n");
  expect(entry).toContain("`POST /v2/deployments/invoke`\n    - `is new`\n");
  for (const file of ["package.json", "package-lock.json"]) expect(await read(file)).toContain('"version": "0.2.0"');
  expect(await read("package-lock.json")).not.toMatch(/https?:\/\/[^"]*\.tgz/);
});

test("a release without the tag of the last one is refused: its changes would be lost", async () => {
  await run("git", "tag", "--delete", "v0.1.0");
  await writeFile(
    join(checkout.root, "package.json"),
    (await read("package.json")).replace('"version": "0.2.0"', '"version": "0.1.0"'),
  );
  const changelog = await read("CHANGELOG.md");
  await expect(run("npm", "run", "release:version")).rejects.toMatchObject({
    stderr: expect.stringContaining("v0.1.0, is not a tag here: `git fetch --tags` brings it"),
  });
  expect(await read("CHANGELOG.md")).toBe(changelog);
});
