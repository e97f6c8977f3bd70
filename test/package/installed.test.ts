import { lstatSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageNames } from "../../scripts/packages.ts";
import { requireLock } from "../../scripts/pin/lockfile.ts";
import { filesBelow } from "../../scripts/write/transaction.ts";
import { startSandboxClient } from "../support/sandbox-client.ts";
import { repository } from "../support/workspace.ts";
import { Consumer } from "./consumer.ts";

const spec = await readFile(join(import.meta.dirname, "own-pins/datasets.yaml"), "utf8");

/** What an application pays for the client, with its dependencies: without what debuggers alone read. */
const mostInstalledBytes = 570_000;

let consumer: Consumer;
let modules: string;
let client: string;
beforeAll(async () => {
  consumer = await Consumer.install();
  modules = join(consumer.folder, "node_modules");
  client = join(modules, "orq-client");
  await consumer.write("datasets.yaml", spec);
});
afterAll(() => consumer.remove());

describe("the package", () => {
  test("holds the build, the types of the pins that ship, the sources, and nothing else", () => {
    const { current, ships = [] } = requireLock(repository);
    const sources = filesBelow(join(repository, "src")).filter((path) => path.endsWith(".ts"));
    const types = sources.flatMap((path) => [path.replace(/ts$/, "d.ts"), path.replace(/ts$/, "d.ts.map")]);
    const files = filesBelow(client);
    const required = [
      ...["CHANGELOG.md", "LICENSE", "README.md", "package.json", "dist/cli.js", "dist/index.js", "dist/index.js.map"],
      ...["dist/index.d.ts", "dist/index.d.ts.map", "generated/README.md", "generated/current.d.ts"],
      ...[current, ...ships].map((pin) => `generated/${pin}/openapi.d.ts`),
      ...sources.map((path) => `src/${path}`),
    ];
    expect(files).toEqual(expect.arrayContaining(required));
    const allowed = [...required, ...types.map((path) => `dist/${path}`)];
    const forAgents = /^(AGENTS\.md|\.agents\/.+\.md)$/;
    expect(files.filter((path) => !allowed.includes(path) && !forAgents.test(path))).toEqual([]);
  });

  test("has every source that its maps name, in the package or in the map", async () => {
    const maps = filesBelow(client).filter((path) => path.endsWith(".map"));
    expect(maps.length).toBeGreaterThan(1);
    for (const path of maps) {
      const map = JSON.parse(await readFile(join(client, path), "utf8")) as SourceMap;
      for (const [index, source] of map.sources.entries()) {
        if (typeof map.sourcesContent?.[index] === "string") continue;
        expect(join(dirname(path), source)).toMatch(/^src/);
        expect(await readFile(join(client, dirname(path), source), "utf8")).not.toBe("");
      }
    }
  });

  test("shows its own TypeScript in a stack, under --enable-source-maps", async () => {
    await consumer.write("stack.mjs", stackFromFetch);
    const { stdout } = await consumer.run("stack.mjs", { NODE_OPTIONS: "--enable-source-maps" });
    const [, file = "", line = ""] = /(orq-client\/src\/transport\/exchange\.ts):(\d+):\d+/.exec(stdout) ?? [];
    const source = await readFile(join(modules, file), "utf8");
    expect(source.split("\n")[Number(line) - 1]).toContain("fetch(");
  });

  test("is loaded by require() too", async () => {
    await consumer.write("required.cjs", requiring);
    const { sandbox, call } = await startSandboxClient();
    await call("POST /v2/identities", { external_id: "user_12345" });
    const environment = { ORQ_API_KEY: sandbox.apiKey, ORQ_BASE_URL: sandbox.url };
    expect(await consumer.run("required.cjs", environment)).toMatchObject({ stdout: "Jane\n", stderr: "" });
  });

  test("brings its dependencies alone, and stays small", () => {
    const files = filesBelow(modules);
    expect(files.filter((path) => packageNames.some((name) => path.startsWith(`${name}/`)))).toEqual([]);
    const counted = files.filter((path) => !path.endsWith(".map") && !path.startsWith("orq-client/src/"));
    const bytes = counted.reduce((sum, path) => sum + lstatSync(join(modules, path)).size, 0);
    expect(bytes).toBeLessThan(mostInstalledBytes);
  });
});

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly unknown[];
}

const stackFromFetch = `import { Orq } from "orq-client";

const fetch = async () => {
  console.log(new Error("sent").stack);
  return Response.json({});
};
await new Orq({ apiKey: "key", fetch }).identities.update("user_12345", { display_name: "Jane" });
`;

const requiring = `const { Orq } = require("orq-client");

new Orq().identities
  .update("user_12345", { display_name: "Jane" })
  .then((identity) => console.log(identity.display_name));
`;

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

  test("what to install is said as the package manager of the repository has it", async () => {
    await mkdir(join(consumer.folder, "with-pnpm/pins"), { recursive: true });
    await consumer.write("with-pnpm/pnpm-lock.yaml", "");
    await consumer.write("with-pnpm/pins/package.json", JSON.stringify({ name: "pins", private: true }));
    expect(await consumer.type("orq-client check", {}, "with-pnpm/pins")).toMatch(
      /run `pnpm add --save-dev openapi-typescript@/,
    );
    expect(await consumer.type("orq-client --help", {}, "with-pnpm/pins")).toContain(
      "  pnpm add --save-dev openapi-typescript@",
    );
    expect(await consumer.type("orq-client check")).toMatch(/run `npm install --save-dev openapi-typescript@/);
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
