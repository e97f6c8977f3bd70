import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importsOfPin } from "../../scripts/impact/imports-of-pin.ts";
import { documentWith, write, writeSpec } from "../support/documents.ts";
import { snapshot, type TestWorkspace, workspace } from "../support/workspace.ts";

/** A workspace with the current pin `first`, and `second`. */
async function withTwoPins(): Promise<TestWorkspace> {
  const made = workspace("empty");
  for (const [pin, path] of [
    ["first", "/a"],
    ["second", "/b"],
  ] as const) {
    const spec = writeSpec(made.root, documentWith("get", path), `${pin}.yaml`);
    expect((await made.run("spec:pull", "--from", spec, "--pin", pin)).errors).toEqual([]);
  }
  return made;
}

test("a pin, its types and its folders are gone, and the tree is well", async () => {
  const { root, run } = await withTwoPins();
  expect(await run("spec:remove", "second")).toEqual({ exitCode: 0, printed: ["removed second"], errors: [] });
  expect(existsSync(join(root, "openapi/second"))).toBe(false);
  expect(existsSync(join(root, "generated/second"))).toBe(false);
  const lock = JSON.parse(readFileSync(join(root, "openapi/spec.lock.json"), "utf8"));
  expect(Object.keys(lock.pins)).toEqual(["first"]);
  expect((await run("spec:check")).exitCode).toBe(0);
});

test.each([
  ["nothing", "no pin is named", [], "<pin> is missing: npm run spec:remove -- <pin>"],
  ["a name", "there is no such pin", ["third"], '"third" is not a pin of openapi/spec.lock.json'],
  [
    "first",
    "it is current",
    ["first"],
    "first is the current pin: make another one current first with `npm run spec:use",
  ],
] as const)("%s: refused where %s", async (_name, _reason, args, message) => {
  const { root, run } = await withTwoPins();
  const before = snapshot(root);
  const { exitCode, errors } = await run("spec:remove", ...args);
  expect({ exitCode, lines: errors.length }).toEqual({ exitCode: 1, lines: 1 });
  expect(errors[0]).toContain(message);
  expect(snapshot(root)).toEqual(before);
});

test("refused for the next pin of the lock", async () => {
  const { root, run } = await withTwoPins();
  const file = join(root, "openapi/spec.lock.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), next: "second" }));
  expect((await run("spec:remove", "second")).errors[0]).toContain(
    "second is the next pin, which the current types are marked by",
  );
});

test("refused while it ships", async () => {
  const { run } = await withTwoPins();
  await run("spec:ship", "second");
  expect((await run("spec:remove", "second")).errors).toEqual([
    "spec:remove: second is in the package: leave it out first with `npm run spec:ship -- second --stop`",
  ]);
  await run("spec:ship", "second", "--stop");
  expect(await run("spec:remove", "second")).toMatchObject({ exitCode: 0 });
});

test("refused while a package of the monorepo imports it, by a path or by an alias of one", async () => {
  const { root, run } = await withTwoPins();
  write(root, "package.json", JSON.stringify({ name: "pins", workspaces: ["packages/*"] }));
  write(root, "packages/app/package.json", JSON.stringify({ name: "app" }));
  const places = {
    "src/here.ts": 'import type { paths } from "./../generated/second/openapi.d.ts";\n',
    "packages/app/by-path.ts": '\n\nexport type { paths } from "../../generated/second/openapi.js";\n',
    "packages/app/by-package.ts": 'type A = import("pins/generated/second/openapi.js").paths;\n',
    "packages/app/by-alias.ts": 'import type { paths } from "@pins/second/openapi.d.ts";\n',
  };
  for (const [path, text] of Object.entries(places)) write(root, path, text);
  // A comment imports nothing, and neither do another pin's types and those of an installed orq-client.
  write(root, "src/other.ts", '// generated/second/\nimport type { paths } from "orq-client/spec/second";\n');
  write(root, "src/first.ts", 'import type { paths } from "../generated/first/openapi.d.ts";\nconst second = 2;\n');
  const before = snapshot(root);
  expect((await run("spec:remove", "second")).errors).toEqual([
    "spec:remove: second is still imported: src/here.ts:1, packages/app/by-alias.ts:1, packages/app/by-package.ts:1, " +
      "packages/app/by-path.ts:3",
  ]);
  expect(snapshot(root)).toEqual(before);
});

test("the packages of the monorepo are those that its patterns name, wherever the pins stand in it", async () => {
  const { root } = workspace("empty");
  write(root, "pnpm-workspace.yaml", "packages: [pins, 'packages/{a,b}', 'apps/**', '!apps/**/skipped', 'tools/*/']\n");
  const folders = ["pins", "packages/a", "packages/b", "packages/c", "apps/deep/d", "apps/deep/skipped", "tools/e"];
  for (const folder of [...folders, "apps/node_modules/f"]) {
    write(root, `${folder}/package.json`, "{}");
    write(root, `${folder}/a.ts`, 'import type { paths } from "@pins/second/openapi.d.ts";\n');
  }
  expect(importsOfPin("second", join(root, "pins"))).toEqual([
    // The files of a folder that is not a package belong to the package around it.
    "apps/deep/skipped/a.ts:1",
    "packages/c/a.ts:1",
    "apps/deep/d/a.ts:1",
    "packages/a/a.ts:1",
    "packages/b/a.ts:1",
    "pins/a.ts:1",
    "tools/e/a.ts:1",
  ]);
});

test("in orq-client itself, a pin is also imported as orq-client/spec/<pin>", async () => {
  const { root, run } = await withTwoPins();
  write(root, "package.json", JSON.stringify({ name: "orq-client" }));
  write(root, "examples/a.ts", 'import type { paths } from "orq-client/spec/second";\n');
  expect((await run("spec:remove", "second")).errors).toEqual([
    "spec:remove: second is still imported: examples/a.ts:1",
  ]);
});
