import { lstatSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageNames } from "../../scripts/packages.ts";
import { filesBelow } from "../../scripts/write/transaction.ts";
import { type Answer, file, serve } from "../support/file-server.ts";
import { repository } from "../support/workspace.ts";
import { Consumer } from "./consumer.ts";

const guide = join(repository, "docs/your-own-pins.md");
const spec = await readFile(join(import.meta.dirname, "own-pins/datasets.yaml"), "utf8");

/** What an application pays for the client, with its dependencies. */
const mostInstalledBytes = 600_000;

let consumer: Consumer;
beforeAll(async () => {
  consumer = await Consumer.install();
  await consumer.write("datasets.yaml", spec);
  await consumer.write("newer.yaml", spec.replaceAll("display_name", "name"));
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
  });
});

describe("the guide to your own pins", () => {
  test("shows what its commands print", { timeout: 400_000 }, async () => {
    for (const name of packageNames) await consumer.spoil(name);
    const page = { object: "list", data: [{ _id: "1", display_name: "support questions" }], has_more: false };
    const list: Answer = file(JSON.stringify(page), { "content-type": "application/json" });
    const { url } = await serve({ "/v2/datasets?limit=10": list });
    const markdown = await rendered(await readFile(guide, "utf8"), { ORQ_API_KEY: "key", ORQ_BASE_URL: url });
    // `npx vitest run test/package/own-pins.test.ts -u` writes the true output into the guide.
    await expect(markdown).toMatchFileSnapshot(guide);
  });
});

describe("with the packages that make types", () => {
  beforeAll(() => consumer.link(packageNames));

  test("a first pull from a server prints three lines that compile", async () => {
    const { url } = await serve({ "/datasets.yaml": file(spec) });
    await mkdir(join(consumer.folder, "first"));
    const pull = `orq-client pull --from ${url}/datasets.yaml --scope tags=Datasets`;
    const printed = await consumer.type(`${pull} --root first`);
    const lines = printed.split("\n").slice(-3);
    expect(lines[2]).toContain('.call("GET /v2/datasets", {})');
    await consumer.write("first/lines.ts", `${lines.join("\n")}\nconsole.log(reply.data[0]?.display_name);\n`);
    const bundler = ["--module", "esnext", "--moduleResolution", "bundler"];
    expect(await consumer.compile("5.9", "first", ["first/lines.ts"])).toEqual([]);
    expect(await consumer.compile("7", "first", ["first/lines.ts"], bundler)).toEqual([]);
    expect(await consumer.type(pull, {}, "first")).toMatch(/no change: \S+ is this spec$/);
  });

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

/** Returns the guide with the true output below each command. Times are all the same, so that they do not decide. */
async function rendered(markdown: string, environment: Record<string, string>): Promise<string> {
  const [, program = ""] = /^```ts\n(.*?)^```$/ms.exec(markdown) ?? [];
  await consumer.write("datasets.ts", program);
  let result = markdown;
  for (const [block, session = ""] of markdown.matchAll(/^```console\n(.*?)^```$/gms)) {
    const lines: string[] = [];
    for (const line of session.split("\n").filter((text) => text.startsWith("$ "))) {
      const printed = await consumer.type(line.slice(2), environment);
      lines.push(line, ...(printed === "" ? [] : [printed.replace(/\(\d+\.\d s\)/g, "(0.1 s)")]));
    }
    result = result.replace(block, () => `\`\`\`console\n${lines.join("\n")}\n\`\`\``);
    // The first command says which packages to install. From here on they are.
    await consumer.link(packageNames);
  }
  return result;
}
