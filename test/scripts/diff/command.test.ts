import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { diff } from "../../../scripts/commands/diff.ts";
import type { JsonObject } from "../../../scripts/document/json.ts";
import { answering, json, ok, spec } from "./specs.ts";

const repository = resolve(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "orq-diff-"));
afterAll(() => rmSync(folder, { recursive: true }));

const get = (type: string): JsonObject => ({ tags: ["Pets"], ...answering({ 200: json({ type }) }) });
write("old.json", spec({ "/pets": { get: get("string") }, "/shops": { get: { tags: ["Shops"], ...ok } } }));
write("new.json", spec({ "/pets": { get: get("number") } }));
const yaml = `openapi: "3.1.0"
info: { title: Pets, version: "1" }
paths: { /cats: { get: { responses: { "204": { description: Done } } } } }
`;
writeFileSync(join(folder, "old.yaml"), yaml);
writeFileSync(join(folder, "more.yaml"), yaml.replace("paths: {", "paths: { /dogs: { get: { responses: {} } },"));
writeFileSync(join(folder, "old.yaml.gz"), gzipSync(yaml));
writeFileSync(join(folder, "torn.gz"), "not gzip");

function write(name: string, document: JsonObject): void {
  writeFileSync(join(folder, name), JSON.stringify(document));
}

async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const printed: string[] = [];
  const code = await diff(args, { root: folder, print: (line) => printed.push(line) });
  return { code, text: printed.join("\n") };
}

test("files in YAML, JSON and gzip", async () => {
  expect((await run("old.yaml", "new.json")).text).toContain("GET /pets is new");
  expect((await run("old.yaml.gz", "old.yaml")).text).toContain("no operation differs");
});

test("without a contract, what to edit is what impact names, if anything breaks", async () => {
  expect((await run("old.json", "new.json")).text).toContain(
    "\nwhat to edit:\n  the lines that `npm run spec:impact -- new.json` names\n",
  );
  expect((await run("old.yaml", "more.yaml")).text).toContain("\nwhat to edit:\n  nothing by hand: the types follow\n");
});

test("pins by their name", async () => {
  const printed: string[] = [];
  const workspace = { root: repository, print: (line: string): void => void printed.push(line) };
  expect(await diff(["2026-05-14", "2026-05-14"], workspace)).toBe(0);
  expect(printed.join("\n")).toMatch(/^2026-05-14 → 2026-05-14\n.*\nno operation differs/);
});

test("a scope leaves the other operations out", async () => {
  expect((await run("old.json", "new.json")).text).toContain("GET /shops is gone");
  expect((await run("old.json", "new.json", "--scope", "tags=Pets")).text).not.toContain("/shops");
  const scoped = await run("old.json", "new.json", "--scope", "operations=GET /shops");
  expect(scoped.text).toContain("1 breaking, 0 compatible");
});

test("--fail-on breaking: 2 where something breaks, else 0; without it always 0", async () => {
  expect((await run("old.json", "new.json", "--fail-on", "breaking")).code).toBe(2);
  expect((await run("old.yaml", "more.yaml", "--fail-on", "breaking")).code).toBe(0);
  expect((await run("old.json", "new.json")).code).toBe(0);
});

test("formats", async () => {
  expect((await run("old.json", "new.json", "--format", "markdown")).text).toMatch(/^## Spec/);
  expect(JSON.parse((await run("old.json", "new.json", "--format", "json")).text)).toMatchObject({ release: "major" });
});

test.for([
  [["old.json"], "<after> is missing: npm run spec:diff -- <before> <after>"],
  [["old.json", "new.json", "more"], '"more" is one argument too many: npm run spec:diff -- <before> <after>'],
  [["old.json", "none.json"], "none.json: neither a file nor a pin (pins: none yet)"],
  [["old.json", "."], ".: neither a file nor a pin"],
  [["old.json", "torn.gz"], "torn.gz: not an OpenAPI document"],
  [["old.json", "new.json", "--format", "xml"], "--format xml: expected one of text, markdown, json"],
  [["old.json", "new.json", "--fail-on", "all"], '--fail-on all: expected "breaking"'],
  [["old.json", "new.json", "--scope", "pets"], 'the scope "pets" is not valid: expected all, tags=A,B'],
  [["old.json", "new.json", "--scope", "tags=Pest"], "--scope tags=Pest: matches no operation of either spec"],
  [["old.json", "new.json", "--other"], "unknown option --other; options: --format, --scope, --fail-on, --help"],
] as const)("%j: one clear line", async ([args, message]) => {
  await expect(run(...args)).rejects.toThrow(message);
});

test.for([
  [["old.json", "new.json", "--fail-on", "breaking"], 2, ""],
  [["old.json"], 1, "spec:diff: <after> is missing: npm run spec:diff -- <before> <after>\n"],
] as const)("as a process: %j exits with %d", { timeout: 60_000 }, ([args, status, stderr]) => {
  const files = args.map((arg) => (arg.endsWith(".json") ? join(folder, arg) : arg));
  const script = join(repository, "scripts/run.ts");
  const options = { cwd: repository, encoding: "utf8", env: { ...process.env, FORCE_COLOR: "1" } } as const;
  const result = spawnSync(process.execPath, ["--import", "tsx", script, "spec:diff", ...files], options);
  expect([result.status, result.stderr]).toEqual([status, stderr]);
  expect(result.stdout).not.toContain("\u001b");
});
