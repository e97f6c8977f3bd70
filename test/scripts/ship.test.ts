import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { documentWith, write, writeSpec } from "../support/documents.ts";
import { lockOf, repository, type TestWorkspace, workspace } from "../support/workspace.ts";

const run = promisify(execFile);

/** This repository with two pins beside the current one: `old`, and the rolling one. */
async function withPins(): Promise<TestWorkspace> {
  const here = workspace("copy");
  const all = ["--scope", "all"];
  await here.run("spec:pull", "--from", writeSpec(here.root, documentWith("get", "/old")), "--pin", "old", ...all);
  await here.run("spec:pull", "--from", writeSpec(here.root, documentWith("get", "/new")), ...all);
  expect(Object.keys(lockOf(here).pins)).toEqual(["2026-05-14", "old", "latest"]);
  return here;
}

describe("the package", () => {
  /** Returns what `npm pack` takes from `generated/`. */
  async function packed({ root }: TestWorkspace): Promise<string[]> {
    copyFileSync(join(repository, "package.json"), join(root, "package.json"));
    const options = { cwd: root, shell: process.platform === "win32" };
    const { stdout } = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], options);
    const [tarball] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    return tarball.files.map(({ path }) => path).filter((path) => path.startsWith("generated/"));
  }

  test("has the types of the pins that ship, and no others", async () => {
    const here = await withPins();
    const current = ["generated/2026-05-14/openapi.d.ts", "generated/README.md", "generated/current.d.ts"].sort();
    expect((await packed(here)).sort()).toEqual(current);
    expect((await here.run("spec:check")).printed).toContain("ships     2026-05-14");

    expect((await here.run("spec:ship", "old")).printed).toEqual(["ships     2026-05-14, old"]);
    expect((await packed(here)).sort()).toEqual([...current, "generated/old/openapi.d.ts"].sort());
    expect((await here.run("spec:check")).printed).toContain("ships     2026-05-14, old");

    await here.run("spec:ship", "old", "--stop");
    expect((await packed(here)).sort()).toEqual(current);
    expect(await here.run("spec:generate")).toMatchObject({ printed: ["generated/ is up to date"] });
  });

  test("follows the current pin, and says which one it lacks then", async () => {
    const here = await withPins();
    expect((await here.run("spec:use", "old")).printed).toEqual([
      "old is current: `npm run typecheck` shows what to edit",
      "2026-05-14 does not ship any more: `npm run spec:ship -- 2026-05-14` keeps its types in the package",
    ]);
    expect(await packed(here)).toContain("generated/old/openapi.d.ts");
    expect(await packed(here)).not.toContain("generated/2026-05-14/openapi.d.ts");
    await here.run("spec:ship", "2026-05-14");
    expect((await here.run("spec:use", "2026-05-14")).printed[1]).toMatch("old does not ship any more");
    // What somebody has asked for holds, also after it was current.
    expect((await here.run("spec:use", "old")).printed).toHaveLength(1);
    expect(await packed(here)).toContain("generated/2026-05-14/openapi.d.ts");
  });

  test.each([
    [["latest"], "latest cannot ship, since the next pull overwrites it: `npm run spec:use -- latest`"],
    [["2026-05-14", "--stop"], "2026-05-14 is current, and the current pin always ships"],
    [["gone"], '"gone" is not a pin of openapi/spec.lock.json'],
  ])("spec:ship %j is refused", async (args, message) => {
    const here = await withPins();
    const { exitCode, errors } = await here.run("spec:ship", ...args);
    expect({ exitCode, error: errors[0] }).toEqual({ exitCode: 1, error: expect.stringContaining(message) });
  });

  test.each([
    ['["gone"]', 'ships names "gone", which is not a pin'],
    ['"old"', "openapi/spec.lock.json is damaged"],
  ])("a lock with ships %s is an error", async (ships, message) => {
    const { root, run: runHere } = workspace("copy");
    const lock = readFileSync(join(root, "openapi/spec.lock.json"), "utf8");
    writeFileSync(join(root, "openapi/spec.lock.json"), lock.replace("{", `{ "ships": ${ships},`));
    expect((await runHere("spec:check")).errors[0]).toMatch(message);
  });
});

describe("the check of a pin that does not ship", () => {
  const types = "generated/old/openapi.d.ts";

  test("finds an edit, and a loss", async () => {
    const here = await withPins();
    const path = join(here.root, types);
    const whole = readFileSync(path, "utf8");
    const damages = [
      () => write(here.root, types, whole.replace('"/old"', '"/edited"')),
      () => write(here.root, types, whole.replace("Made from", "Made of")),
      () => write(here.root, types, ""),
      () => rmSync(path),
    ];
    for (const damage of damages) {
      damage();
      expect((await here.run("spec:check")).printed).toEqual([expect.stringContaining(`${types}: not up to date`)]);
      expect((await here.run("spec:generate", "--check")).errors[0]).toMatch(`${types}: not up to date`);
    }
    await here.run("spec:generate");
    expect(readFileSync(path, "utf8")).toBe(whole);
    write(here.root, "openapi/old/openapi.yaml", "edited");
    expect((await here.run("spec:check")).printed[0]).toMatch("openapi/old/openapi.yaml does not match");
  });

  test("believes the hash in its types. One that ships is made anew", async () => {
    const here = await withPins();
    const [header = "", ...rest] = readFileSync(join(here.root, types), "utf8").split("\n\n");
    const other = rest.join("\n\n").replace('"/old"', '"/other"');
    const hash = createHash("sha256").update(other).digest("hex");
    write(here.root, types, `${header.replace(/\w{64}$/, hash)}\n\n${other}`);
    expect(await here.run("spec:check")).toMatchObject({ exitCode: 0 });
    await here.run("spec:ship", "old");
    expect((await here.run("spec:check")).printed).toEqual([expect.stringContaining(`${types}: not up to date`)]);
  });
});
