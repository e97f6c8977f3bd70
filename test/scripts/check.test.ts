import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documentWith, write, writeSpec } from "../support/documents.ts";
import { snapshot, workspace } from "../support/workspace.ts";

const pages = "openapi/2026-05-14/pages";

test("a tree that is well says what it has", async () => {
  const { run } = workspace("copy");
  expect(await run("spec:check")).toEqual({
    exitCode: 0,
    printed: [
      "lock      1 pin, current is 2026-05-14",
      "ships     2026-05-14",
      "generated matches the pins",
      "contract  6 of 6 operations of 2026-05-14 are served by methods, 0 by call alone",
    ],
    errors: [],
  });
});

test.each([
  [
    "a page is edited",
    (root: string) => write(root, `${pages}/create-contact.md`, "x"),
    `${pages}/create-contact.md has changed since it was pinned`,
  ],
  [
    "the pin is gone",
    (root: string) => rmSync(join(root, "openapi/2026-05-14/openapi.yaml")),
    "openapi/2026-05-14/openapi.yaml is missing: restore it with `git checkout",
  ],
  [
    "a folder is no pin",
    (root: string) => mkdirSync(join(root, "openapi/stray")),
    "openapi/stray is not in openapi/spec.lock.json: delete it",
  ],
  [
    "types are stale",
    (root: string) => write(root, "generated/current.d.ts", ""),
    "generated/current.d.ts: not up to date with openapi/; run `npm run spec:generate`",
  ],
])("%s: one line says so, with the remedy, and nothing is written", async (_name, damage, line) => {
  const { root, run } = workspace("copy");
  damage(root);
  const before = snapshot(root);
  const { exitCode, printed } = await run("spec:check");
  expect({ exitCode, printed }).toEqual({ exitCode: 1, printed: [expect.stringContaining(line)] });
  expect(snapshot(root)).toEqual(before);
});

test.each([
  ["{", "openapi/spec.lock.json is damaged: restore it"],
  ["[]", "openapi/spec.lock.json is damaged: restore it"],
  ['{"current": "gone", "pins": {}}', 'current is "gone", which is not a pin'],
])("a lock of %s is an error of every command", async (content, message) => {
  const { root, run } = workspace("copy");
  writeFileSync(join(root, "openapi/spec.lock.json"), content);
  for (const command of [["spec:check"], ["spec:generate"], ["spec:use", "x"], ["spec:pull", "--from", pages]]) {
    expect((await run(...command)).errors).toEqual([expect.stringContaining(message)]);
  }
});

test("a folder in the place of the lock is an error of every command", async () => {
  const { root, run } = workspace("copy");
  rmSync(join(root, "openapi/spec.lock.json"));
  mkdirSync(join(root, "openapi/spec.lock.json"));
  for (const command of ["spec:check", "spec:generate"]) {
    expect((await run(command)).errors).toEqual([
      expect.stringContaining("openapi/spec.lock.json is not a file: restore it"),
    ]);
  }
});

test("the remedy for edited pages works", async () => {
  const { root, run } = workspace("copy");
  const file = join(root, pages, "create-contact.md");
  writeFileSync(
    file,
    readFileSync(file, "utf8").replace("summary: Update user information", "summary: Upsert a contact"),
  );
  const [line = ""] = (await run("spec:check")).printed;
  const remedy =
    /`npm run (.*)`/
      .exec(line)?.[1]
      ?.split(" ")
      .filter((word) => word !== "--") ?? [];
  expect(await run(...remedy)).toMatchObject({ exitCode: 0, errors: [] });
  expect(await run("spec:check")).toMatchObject({ exitCode: 0 });
});

test("a pin that the contract does not fit is named, operation by operation", async () => {
  const { root, run } = workspace("copy");
  await run(
    "spec:pull",
    "--from",
    writeSpec(root, documentWith("get", "/v2/identities")),
    "--pin",
    "x",
    "--accept",
    "--scope",
    "all",
  );
  await run("spec:use", "x");
  const { exitCode, printed } = await run("spec:check");
  expect(exitCode).toBe(1);
  expect(printed.filter((line) => line.startsWith("src/contract.ts names"))).toHaveLength(5);
  expect(printed.at(-1)).toContain("POST /v2/contacts, which x does not have: `npm run typecheck` says what to edit");
});

test("an overlay that has changed since the pull is told of", async () => {
  const { root, run } = workspace("copy");
  write(root, "openapi/overlay.yaml", "overlay: 1.0.0\nactions: [{target: $.info, update: {title: Ours}}]\n");
  expect((await run("spec:check")).printed).toContain(
    "overlay   openapi/overlay.yaml has changed since 2026-05-14 was pulled: the next pull applies the change",
  );
});

test.each(["config.yaml", "overlay.yaml"])("a lost openapi/%s is an error, and not a default", async (name) => {
  const { root, run } = workspace("copy");
  rmSync(join(root, "openapi", name));
  const { errors } = await run("spec:pull", "--from", pages, "--dry-run");
  expect(errors).toEqual([expect.stringContaining(`openapi/${name} is missing`)]);
  expect(errors[0]).toContain(`git checkout openapi/${name}`);
});

test.each(["constructor", "__proto__", "toString"])(
  "%s is no pin and no channel, though every object has it",
  async (name) => {
    const { root, run } = workspace("copy");
    const lock = readFileSync(join(root, "openapi/spec.lock.json"), "utf8");
    expect((await run("spec:use", name)).errors[0]).toContain(`"${name}" is not a pin`);
    expect((await run("spec:pull", "--channel", name)).errors[0]).toContain(`no sources for the channel "${name}"`);
    writeFileSync(
      join(root, "openapi/spec.lock.json"),
      lock.replace('"current": "2026-05-14"', `"current": "${name}"`),
    );
    expect((await run("spec:generate")).errors[0]).toContain(`current is "${name}", which is not a pin`);
  },
);

test("a merge conflict in the lock is named as one", async () => {
  const { root, run } = workspace("copy");
  writeFileSync(join(root, "openapi/spec.lock.json"), "<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n");
  expect((await run("spec:check")).errors[0]).toContain("has a merge conflict: keep the pins of both sides");
});
