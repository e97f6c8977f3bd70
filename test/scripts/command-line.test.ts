import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../scripts/config.ts";
import { firstConfig } from "../../scripts/first-files.ts";
import { documentWith, operation, writeSpec } from "../support/documents.ts";
import { repository, snapshot, workspace } from "../support/workspace.ts";

const { scripts } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};
const npmScripts = Object.keys(scripts).filter((name) => name.startsWith("spec:") || name === "sandbox");

describe("the help", () => {
  test("of the whole names every command that an npm script runs", async () => {
    const { exitCode, printed } = await workspace().run("--help");
    expect(exitCode).toBe(0);
    for (const script of npmScripts)
      expect(printed[0]).toMatch(new RegExp(`^  ${script.replace("spec:", "")} {2}`, "m"));
  });

  test.each(npmScripts)(
    "of %s names how it is called, its options and its exit codes, and does nothing",
    async (script) => {
      const { root, run } = workspace("copy");
      const before = snapshot(root);
      const { exitCode, printed, errors } = await run(script, "--help", "--nonsense");
      expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] });
      expect(printed[0]).toMatch(new RegExp(`^usage: npm run ${script} -- .*\\[options\\]$`, "m"));
      expect(printed[0]).toMatch(/^examples:\n {2}npm run .*\n {6}\S/m);
      expect(printed[0]).toMatch(/^exit codes:\n {2}0 {2}\S/m);
      expect(snapshot(root)).toEqual(before);
    },
  );

  test("of one command is also that of `help` and its name", async () => {
    const { run } = workspace();
    expect(await run("help", "pull")).toEqual(await run("pull", "--help"));
  });

  test("has no line that is wider than a terminal", async () => {
    for (const script of npmScripts) {
      const [text = ""] = (await workspace().run(script, "-h")).printed;
      expect(text.split("\n").filter((line) => line.length > 100)).toEqual([]);
    }
  });
});

describe("what is wrong is one line that names what there is", () => {
  test.each([
    [["spec:pul"], "spec:pul: unknown command; did you mean pull? commands: init, pull, "],
    [["constructor"], "constructor: unknown command; commands: init, pull, "],
    [["spec:pull", "--form", "x"], "spec:pull: unknown option --form; did you mean --from? options: --from, --pin, "],
    [["spec:pull", "--__proto__"], "spec:pull: unknown option --__proto__; options: --from, "],
    [["spec:pull", "-f"], "spec:pull: unknown option -f; options: --from, "],
    [["spec:pull", "--from"], "spec:pull: --from needs a value: --from <source>"],
    [["spec:pull", "--from", "--use"], "spec:pull: --from needs a value: --from <source>"],
    [["spec:pull", "--use=no"], "spec:pull: --use takes no value"],
    [["spec:use"], "spec:use: <pin> is missing: npm run spec:use -- <pin>"],
    [["spec:use", "a", "b"], 'spec:use: "b" is one argument too many: npm run spec:use -- <pin>'],
    [["sandbox", "--port", "x"], "sandbox: --port x: expected a number from 0 to 65535"],
    [["sandbox", "--faults", "5"], "sandbox: --faults 5: expected a number from 0 to 1"],
    [["sandbox", "--pin", "none"], 'sandbox: "none" is not a pin of openapi/spec.lock.json; expected one of '],
    [["spec:diff", "a", "b", "--format", "xml"], "spec:diff: --format xml: expected one of text, markdown, json"],
  ])("%j", async (command, line) => {
    const { root, run } = workspace("copy");
    const before = snapshot(root);
    const { exitCode, printed, errors } = await run(...command);
    expect({ exitCode, printed }).toEqual({ exitCode: 1, printed: [] });
    expect(errors).toEqual([expect.stringContaining(line)]);
    expect(snapshot(root)).toEqual(before);
  });

  test("--version is that of the package", async () => {
    const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as { version: string };
    expect(await workspace().run("--version")).toEqual({ exitCode: 0, printed: [version], errors: [] });
  });
});

describe("a folder that has nothing yet", () => {
  const spec = documentWith("get", "/things/{id}", {
    paths: {
      "/things/{id}": {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        get: operation(),
        put: operation(),
      },
    },
  });

  test("gets with its first pin what the next pull goes by, and the lines that use its types", async () => {
    const { root, run } = workspace();
    const file = writeSpec(root, spec);
    rmSync(join(root, "openapi"), { recursive: true });
    const first = await run("spec:pull", "--from", file, "--scope", "tags=Things");
    expect(first).toMatchObject({ exitCode: 0, errors: [] });
    expect(first.printed.at(-1)).toContain('.call("GET /things/{id}", { params: { path: { "id": "…" } } })');
    expect(readFileSync(join(root, "openapi/config.yaml"), "utf8")).toBe(firstConfig({ scope: "tags=Things" }));
    const second = await run("spec:pull", "--from", file);
    expect(second.printed.at(-1)).toMatch(/^no change: /);
    expect(await run("spec:check")).toMatchObject({ exitCode: 0, errors: [] });
  });

  test("stays empty when the first pull fails or is a dry run", async () => {
    const { root, run } = workspace();
    const file = writeSpec(root, spec);
    rmSync(join(root, "openapi"), { recursive: true });
    const before = snapshot(root);
    await run("spec:pull", "--from", file, "--scope", "tags=Nothing");
    await run("spec:pull", "--from", file, "--dry-run");
    expect(snapshot(root)).toEqual(before);
  });

  test("starts with the sources that this repository follows", () => {
    const { root } = workspace();
    rmSync(join(root, "openapi"), { recursive: true });
    const { scope: _all, ...first } = readConfig(root);
    expect(readConfig(repository)).toMatchObject(first);
  });

  test("init writes the same files, and a pull leaves them as they were edited", async () => {
    const { root, run } = workspace();
    rmSync(join(root, "openapi"), { recursive: true });
    expect((await run("init", "--channel", "candidate")).printed).toEqual([
      "wrote openapi/config.yaml and openapi/overlay.yaml",
    ]);
    const edited = snapshot(root);
    await run("spec:pull", "--from", writeSpec(root, spec));
    expect(snapshot(root)).toMatchObject(edited);
    expect((await run("init")).printed).toEqual(["openapi/ has both files already"]);
  });
});
