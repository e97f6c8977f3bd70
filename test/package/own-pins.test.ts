import { lstatSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageNames } from "../../scripts/packages.ts";
import { filesBelow } from "../../scripts/write/transaction.ts";
import { Consumer } from "./consumer.ts";

const spec = await readFile(join(import.meta.dirname, "own-pins/datasets.yaml"), "utf8");

/** What an application pays for the client, with its dependencies. */
const mostInstalledBytes = 640_000;

let consumer: Consumer;
beforeAll(async () => {
  consumer = await Consumer.install();
  await consumer.write("datasets.yaml", spec);
});
afterAll(() => consumer.remove());

test("the library alone brings its dependencies and stays small", () => {
  const modules = join(consumer.folder, "node_modules");
  const files = filesBelow(modules);
  expect(files.filter((path) => packageNames.some((name) => path.startsWith(`${name}/`)))).toEqual([]);
  const bytes = files.reduce((sum, path) => sum + lstatSync(join(modules, path)).size, 0);
  expect(bytes).toBeLessThan(mostInstalledBytes);
});

describe("without the packages that make types", () => {
  beforeAll(async () => {
    for (const name of packageNames) await consumer.spoil(name);
  });

  test("every command that the help names has a help, which names its options", async () => {
    const overview = await consumer.type("orq-client --help");
    const commands = [...overview.matchAll(/^ {2}([a-z]+) {2,}[a-z]/gm)].map(([, name]) => name ?? "");
    expect(commands).toEqual(expect.arrayContaining(["init", "pull", "generate", "use", "diff", "check"]));
    for (const command of commands) {
      const help = await consumer.type(`orq-client ${command} --help`);
      expect(help).toMatch(new RegExp(`^usage: npx orq-client ${command} .*\\[options\\]$`, "m"));
      expect(help).toContain("--root <folder>");
      expect(`${help}${overview}`).not.toMatch(/npm run|src\//);
    }
  });

  test("another TypeScript is not taken for the one that is needed", async () => {
    for (const name of packageNames) await consumer.spoil(name, JSON.stringify({ name, version: "7.0.2" }));
    expect(await consumer.type("orq-client check")).toMatch(
      /^check: openapi-typescript 7\.13\.0 is needed, and 7\.0\.2/,
    );
  });

  test("the packages are looked for beside the pins first", async () => {
    for (const name of packageNames) await consumer.spoil(name, JSON.stringify({ name, version: "7.0.2" }));
    await mkdir(join(consumer.folder, "packages/pins"), { recursive: true });
    await consumer.write("packages/pins/package.json", JSON.stringify({ name: "pins", private: true }));
    await consumer.link(packageNames, "packages/pins");
    const printed = await consumer.type("orq-client pull --from ../../datasets.yaml", {}, "packages/pins");
    expect(printed).toContain("\npinned ");
    expect(await consumer.type("orq-client check", {}, "packages/pins")).toContain("generated matches the pins");
  });

  test("init writes what people edit, and leaves it alone from then on", async () => {
    await mkdir(join(consumer.folder, "elsewhere"));
    const init = "orq-client init --root elsewhere --scope tags=Files";
    expect(await consumer.type(init)).toBe(
      `in ${join(consumer.folder, "elsewhere")}:\nwrote openapi/config.yaml and openapi/overlay.yaml`,
    );
    const config = await readFile(join(consumer.folder, "elsewhere/openapi/config.yaml"), "utf8");
    expect(config).toContain('scope: "tags=Files"');
    expect(await consumer.type(init)).toContain("openapi/ has both files already");
    expect(await consumer.type("orq-client init --root nowhere")).toBe("init: --root nowhere: no such folder");
    expect(await consumer.type("orq-client init --root package.json")).toBe(
      "init: --root package.json: no such folder",
    );
  });
});

describe("with the packages that make types", () => {
  beforeAll(() => consumer.link(packageNames));

  test("a command finds its pins from a folder below them, and speaks of nothing that is ours alone", async () => {
    await mkdir(join(consumer.folder, "second/deep"), { recursive: true });
    await consumer.type("orq-client pull --from datasets.yaml --root second");
    const checked = await consumer.type("orq-client check", {}, "second/deep");
    expect(checked).toContain(`in ${join(consumer.folder, "second")}:\nlock `);
    expect(checked).not.toContain("contract");
    for (const path of filesBelow(join(consumer.folder, "second"))) {
      expect(await readFile(join(consumer.folder, "second", path), "utf8")).not.toMatch(/npm run|src\//);
    }
    expect(await consumer.type("orq-client generate --check", {}, "second")).toBe("generated/ is up to date");
  });
});
