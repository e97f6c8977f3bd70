import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import ts from "typescript";
import { beforeAll, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const file = resolve(root, "examples/typed-by-a-test.ts");
const prelude = `import { Orq } from "orq-client";\nconst orq = new Orq();\n`;

let service: ts.LanguageService;
let text = "";
let version = 0;

beforeAll(() => {
  const { config } = ts.readConfigFile(resolve(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  service = ts.createLanguageService({
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => ({ ...options, types: [] }),
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [file],
    getScriptVersion: (name) => (name === file ? String(version) : "0"),
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    getScriptSnapshot: (name) => {
      if (name === file) return ts.ScriptSnapshot.fromString(text);
      return ts.sys.fileExists(name) ? ts.ScriptSnapshot.fromString(readFileSync(name, "utf8")) : undefined;
    },
  });
});

/** Types a statement, and returns where its `|` stands. */
function type(statement: string): number {
  text = prelude + statement.replace("|", "");
  version += 1;
  return prelude.length + statement.indexOf("|");
}

function offered(statement: string): string[] {
  const { entries = [] } = service.getCompletionsAtPosition(file, type(statement), {}) ?? {};
  return entries.map(({ name }) => name).sort();
}

function shown(statement: string): string {
  const { displayParts } = service.getQuickInfoAtPosition(file, type(statement)) ?? {};
  return ts.displayPartsToString(displayParts).replace(/\s+/g, " ");
}

test.each([
  [
    "the fields of a method",
    `orq.identities.update("u", { dis| });`,
    ["avatar_url", "display_name", "email", "metadata", "tags"],
  ],
  ["the query of a list", `orq.identities.list({ filter_by: { | } });`, ["tags"]],
  ["the id of a call", `orq.call("PATCH /v2/identities/{id}", { params: { path: { | } } });`, ["id"]],
  [
    "the body of a call",
    `orq.call("PATCH /v2/identities/{id}", { params: { path: { id: "" } }, body: { | } });`,
    ["avatar_url", "display_name", "email", "metadata", "tags"],
  ],
])("an editor offers %s", (_what, statement, names) => {
  expect(offered(statement)).toEqual(names);
});

test("an editor offers every operation, and the options of a call beside its parameters", () => {
  expect(offered(`orq.call("|");`)).toEqual(
    expect.arrayContaining(["GET /v2/identities", "PATCH /v2/identities/{id}"]),
  );
  expect(offered(`orq.call("GET /v2/identities", { | });`)).toEqual(expect.arrayContaining(["params", "timeoutMs"]));
});

test("an editor offers the lists alone for a list, and its options", () => {
  expect(offered(`orq.paginate("|");`)).toEqual(["GET /v2/identities"]);
  expect(offered(`orq.paginate("GET /v2/identities", { | });`)).toEqual(
    expect.arrayContaining(["cursor", "maxPages", "params", "timeoutMs"]),
  );
  expect(offered(`orq.paginate("GET /v2/identities", { params: { query: { lim| } } });`)).toContain("limit");
  expect(offered(`orq.paginate("GET /v2/identities", { cursor: "|" });`)).toContain("external_id");
});

test("a method shows the fields of the pin, and the exported name of its result", () => {
  const hover = shown(`orq.identities.up|date("u", { display_name: "Jane" });`);
  expect(hover).toContain("fields: { avatar_url?: string | null; display_name?: string | null;");
  expect(hover).toContain("ResponsePromise<Identity>");
  expect(hover).not.toContain("Exact");
});
