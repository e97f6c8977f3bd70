import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { write } from "./documents.ts";
import { snapshot, workspace } from "./workspace.ts";

const pages = "openapi/2026-05-14/pages";

test("a tree that is well says what it has", async () => {
  const { run } = workspace("copy");
  expect(await run("spec:check")).toEqual({
    exitCode: 0,
    printed: [
      "lock      1 pin, current is 2026-05-14",
      "generated as made from the pins",
      "contract  6 of 6 operations of 2026-05-14 are served by methods, 0 by call alone",
    ],
    errors: [],
  });
});

test.each([
  [
    "a page is edited",
    (root: string) => write(root, `${pages}/create-contact.md`, "x"),
    `${pages}/create-contact.md is not what was pinned`,
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
    "generated/current.d.ts is not as made from openapi/: run `npm run spec:generate`",
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
  ['{"current": "gone", "pins": {}}', 'current is "gone", which is no pin'],
])("a lock of %s is an error of every command", async (content, message) => {
  const { root, run } = workspace("copy");
  writeFileSync(join(root, "openapi/spec.lock.json"), content);
  for (const command of [["spec:check"], ["spec:generate"], ["spec:use", "x"], ["spec:pull", "--from", pages]]) {
    expect((await run(...command)).errors).toEqual([expect.stringContaining(message)]);
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
