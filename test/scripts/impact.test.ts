import { writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { runCommand } from "../../scripts/command-line.ts";
import { parseSpec } from "../../scripts/document/parse.ts";
import { monorepoOf, shownPath } from "../../scripts/impact/monorepo.ts";
import type { ImpactReport, ProjectImpact } from "../../scripts/impact/report.ts";
import { readPin, requireLock } from "../../scripts/pin/lockfile.ts";
import { write, writeSpec } from "../support/documents.ts";
import { Editor } from "../support/spec-editor.ts";
import { repository, snapshot, workspace } from "../support/workspace.ts";
import { base, breaking, Consumers, markedLines, onFacade, places } from "./impact-consumers.ts";

// Tests that add a package to it name that package's project.
let consumers: Consumers;
beforeAll(async () => {
  consumers = await Consumers.make("npm");
});
afterAll(() => consumers.remove());

test("each error names its operation, its key and the difference of the specs, and nothing is written", async () => {
  const before = snapshot(join(consumers.root, "packages"));
  const { projects } = await consumers.report(breaking);
  expect(snapshot(join(consumers.root, "packages"))).toEqual(before);
  const [facade, own, spec] = projects.map(reasons);
  // No type of this method depends on the pin, so the compiler says nothing of it.
  expect(projects[0]?.goneMethods).toEqual(["identities.delete", "contacts.create"]);
  const onCall = [
    "PATCH /v2/identities/{id} display_name: 200 .display_name is gone: was string | null",
    'GET /v2/identities sort_by: query .sort_by no longer takes "UPDATED"',
    "POST /v2/identities display_name: body .display_name is required now",
    "POST /v2/contacts :  is gone",
  ];
  expect(own).toEqual(onCall);
  expect(spec).toEqual(onCall);
  expect(facade).toEqual(["POST /v2/identities display_name: body .display_name is required now", ...onCall]);
});

test("the code that errors are about is found through variables, callbacks, types and destructuring", async () => {
  const folder = consumers.addPackage("forms", {
    "src/index.ts": `import { type Identity, type IdentityListQuery, Orq, type Query } from "orq-client";
const orq = new Orq();
const { identities } = orq;
export const label = (identity: Identity): unknown => identity.display_name;
export type Name = Identity["display_name"];
export const query: IdentityListQuery = { sort_by: "UPDATED" };
export const other = { sort_by: "UPDATED" } satisfies Query<"GET /v2/identities">;
export const all = async (ids: string[]): Promise<unknown[]> =>
  Promise.all(ids.map((id) => identities.update(id, {}).then((identity) => identity.display_name)));
export async function raw(): Promise<unknown> {
  const { data } = await orq.api.PATCH("/v2/identities/{id}", { params: { path: { id: "a" } }, body: {} });
  await orq.api.POST("/v2/contacts", { body: { external_id: "b" } });
  const updated = await orq.identities.update("c", {}).withResponse();
  if (query.sort_by === "UPDATED") return updated.data.display_name;
  return data?.display_name;
}
`,
  });
  const { projects } = await consumers.report(breaking, "--project", folder);
  const found = projects[0]?.errors.map(({ line, operation, key }) => [line, operation, key]);
  const update = ["PATCH /v2/identities/{id}", "display_name"];
  const list = ["GET /v2/identities", "sort_by"];
  expect(found).toEqual([
    [4, ...update],
    [5, ...update],
    [6, ...list],
    [7, ...list],
    [9, ...update],
    [12, "POST /v2/contacts", undefined],
    [14, ...list],
    [14, ...update],
    [15, ...update],
  ]);
});

test("a request key that is gone is named wherever it comes from", async () => {
  await consumers.pin("2026-06-05", (spec) => {
    delete spec.bodyFields("/v2/identities/{id}", "patch")["tags"];
    spec.dropParameter("/v2/identities", "get", "search");
  });
  const folder = consumers.addPackage("keys", {
    "src/index.ts": `import { type IdentityUpdate, Orq } from "orq-client";
const orq = new Orq();
const operation = "PATCH /v2/identities/{id}";
const params = { path: { id: "a" } };
const fields = { tags: ["a"] };
const query = { search: "a" };
void orq.identities.update("a", { tags: [] });
void orq.identities.update("a", fields);
void orq.identities.update("a", { ...fields, display_name: "Jane" });
void orq.identities.list(query);
void orq.call(operation, { params, body: fields });
void orq.call("GET /v2/identities", { params: { query } });
export const update: IdentityUpdate = { tags: [] };
`,
  });
  const { projects } = await consumers.report("2026-06-05", "--project", folder);
  const found = projects[0]?.errors.map(({ line, operation, key, finding }) => [line, operation, key, finding?.at]);
  const update = ["PATCH /v2/identities/{id}", "tags", "body .tags"];
  const list = ["GET /v2/identities", "search", "query .search"];
  expect(found).toEqual([
    [7, ...update],
    [8, ...update],
    [9, ...update],
    [10, ...list],
    [11, ...update],
    [12, ...list],
    [13, ...update],
  ]);
});

test("a project that had errors before is judged by what is new", async () => {
  const folder = consumers.addPackage("wrong", {
    "src/index.ts": `${onFacade}export const wrong: string = 1;\nexport const unknown = new Orq().nothing;\n`,
  });
  const [project] = (await consumers.report(breaking, "--project", folder)).projects;
  expect(project).toMatchObject({ errorsBefore: 2 });
  expect(project?.errors.map(({ line }) => line)).toEqual(markedLines(join(folder, "src/index.ts")));
  const { printed } = await consumers.impact(breaking, "--project", folder);
  expect(printed.join("\n")).toContain("2 errors before, in the files that depend on the pin");
});

test("a global that is declared with the client's types breaks files that import nothing", async () => {
  const folder = consumers.addPackage("globals", {
    "src/global.ts": 'import type { Orq } from "orq-client";\ndeclare global { var orq: Orq }\n',
    "src/index.ts": 'void orq.contacts.create({ external_id: "a" });\n',
  });
  const [project] = (await consumers.report(breaking, "--project", folder)).projects;
  expect(project?.errors.map(({ file, operation }) => [file, operation])).toEqual([
    ["packages/globals/src/index.ts", "POST /v2/contacts"],
  ]);
});

test("the projects that a tsconfig refers to are judged from their sources", async () => {
  const folder = consumers.addPackage("referring", {
    "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "./lib" }, { path: "./app" }] }),
    "lib/tsconfig.json": JSON.stringify({
      extends: "../../../tsconfig.base.json",
      compilerOptions: { composite: true },
    }),
    "lib/index.ts": 'import { Orq } from "orq-client";\nexport const contacts = new Orq().contacts;\n',
    "app/tsconfig.json": JSON.stringify({ extends: "../../../tsconfig.base.json", references: [{ path: "../lib" }] }),
    "app/index.ts": 'import { contacts } from "../lib/index.js";\nvoid contacts.create({ external_id: "a" });\n',
  });
  const { projects } = await consumers.report(breaking, "--project", join(folder, "tsconfig.json"));
  expect(projects.map((project) => [project.project, places(project)])).toEqual([
    ["packages/referring/lib/tsconfig.json", []],
    ["packages/referring/app/tsconfig.json", ["packages/referring/app/index.ts:2:22 TS2345"]],
  ]);
});

test("errors in orq-client itself stand apart from the project's, whether or not libraries are checked", async () => {
  await consumers.pin("2026-06-02", (spec) => delete spec.replyFields("/v2/identities", "get", "200")["data"]);
  const source = `import { Orq } from "orq-client";
export const first = async (): Promise<string | undefined> => (await new Orq().identities.list()).data[0]?.external_id;
`;
  for (const skipLibCheck of [true, false]) {
    const folder = consumers.addPackage(`libraries-${skipLibCheck}`, {
      "src/index.ts": source,
      "tsconfig.json": JSON.stringify({
        extends: "../../tsconfig.base.json",
        compilerOptions: { skipLibCheck },
        include: ["src"],
      }),
    });
    const { projects } = await consumers.report("2026-06-02", "--project", folder);
    const files = new Set(projects[0]?.facadeErrors.map(({ file }) => file));
    expect([...files]).toEqual(["node_modules/orq-client/dist/resources/identities.d.ts"]);
    expect(projects[0]?.errors.map(({ line }) => line)).toEqual([2]);
  }
});

test("of a window of two pins, --base names the one to replace; the current one is the default", async () => {
  await consumers.pin("2026-05-22", (spec) => spec.remove("paths", "/v2/contacts"));
  const file = write(
    consumers.own,
    "src/window.ts",
    `import { Orq } from "orq-client";
import type { paths as Next } from "../generated/2026-05-22/openapi.js";
export const list = () => new Orq().withSpec<Next>().call("GET /v2/identities", { params: { query: { sort_by: "UPDATED" } } });
`,
  );
  onTestFinished(() => writeFileSync(file, ""));
  const replacing = async (...args: string[]): Promise<ProjectImpact | undefined> =>
    (await consumers.report(breaking, "--project", consumers.own, ...args)).projects[0];
  const byDefault = await replacing();
  expect(byDefault).toMatchObject({ replaced: base, otherPins: ["2026-05-22"] });
  expect(byDefault?.errors.map((error) => error.file)).not.toContain("packages/own/src/window.ts");
  const next = await replacing("--base", "2026-05-22");
  expect(next).toMatchObject({ replaced: "2026-05-22", otherPins: [base] });
  expect(next?.errors.map((error) => [error.file, error.key])).toEqual([["packages/own/src/window.ts", "sort_by"]]);
  expect((await consumers.impact(breaking, "--project", consumers.facade, "--base", "2026-05-22")).errors).toEqual([
    `spec:impact: packages/facade/tsconfig.json: does not use the pin 2026-05-22; it uses ${base}`,
  ]);
});

test("the exit code is 2 where something breaks, and 0 where nothing does", async () => {
  expect((await consumers.impact(breaking, "--project", consumers.own)).exitCode).toBe(2);
  const clean = await consumers.impact(base, "--project", consumers.own);
  expect(clean).toMatchObject({ exitCode: 0, errors: [] });
  expect(clean.printed.join("\n")).toContain(`${base} breaks 0 of 1 project`);
});

test("a spec file takes the place of a pin, reduced to its scope", async () => {
  const { projects } = await consumers.report(join(consumers.root, `${breaking}.yaml`), "--project", consumers.facade);
  expect(projects[0]?.errors).toHaveLength(5);
});

test("in this repository, the lines of the facade that a pin breaks", async () => {
  const lock = requireLock(repository);
  const spec = new Editor(parseSpec(readPin(repository, lock, lock.current), lock.current));
  spec.remove("paths", "/v2/contacts");
  const file = writeSpec(consumers.root, spec.document, "without-contacts.yaml");
  const printed: string[] = [];
  const checkout = { root: repository, print: (line: string): unknown => printed.push(line) };
  const args = ["spec:impact", file, "--project", "tsconfig.build.json", "--format", "json"];
  expect(await runCommand(args, checkout, (line) => printed.push(line))).toBe(2);
  const { projects }: ImpactReport = JSON.parse(printed.join("\n"));
  // This repository may be a package of a monorepo, whose paths are told from its root.
  const place = shownPath(repository, monorepoOf(repository).root);
  expect(projects).toMatchObject([
    { workspace: place, replaced: lock.current, throughFacade: false, facadeErrors: [] },
  ]);
  const errors = projects[0]?.errors.filter(({ operation }) => operation === "POST /v2/contacts");
  expect(new Set(errors?.map((error) => error.file))).toEqual(
    new Set(["src/contract.ts", "src/resources/contacts.ts", "src/traits.ts"].map((path) => posix.join(place, path))),
  );
});

test("a package that stands alone is its own workspace", async () => {
  const { root, run } = workspace("empty");
  write(root, "tsconfig.json", "{}");
  expect((await run("spec:impact", "2026-06-01")).errors).toEqual([
    `spec:impact: no TypeScript project in ${root} uses orq-client: name one with --project <tsconfig>`,
  ]);
});

test.each([
  [[], "name a pin or a spec file: npm run spec:impact -- <pin or file>"],
  [["a", "b"], '"b" is one argument too many: npm run spec:impact -- [pin or file]'],
  [["nothing"], "nothing: neither a file nor a pin (pins: "],
  [[breaking, "--format", "xml"], "--format xml: expected one of text, markdown, json, github"],
  [[breaking, "--project", "nowhere"], "--project nowhere: there is no such tsconfig"],
  [[breaking, "--project", "../other"], "packages/other/tsconfig.json: no file of it imports the types of a pin"],
  [[breaking, "--project", "../broken"], "packages/broken/tsconfig.json cannot be read: "],
  [[breaking, "--since", "nothing"], '"nothing" is not a pin of openapi/spec.lock.json'],
  [[base, "--since", breaking], `--since ${breaking}: no pin of the lock comes after it, up to ${base}`],
] as const)("%j: one clear line", async (args, message) => {
  consumers.write("packages/broken/tsconfig.json", '{ "extends": "nowhere" }');
  const { exitCode, printed, errors } = await consumers.impact(...args);
  expect({ exitCode, printed }).toEqual({ exitCode: 1, printed: [] });
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(message);
  expect(errors[0]).not.toContain("\n");
});

function reasons({ errors }: ProjectImpact): string[] {
  return errors.map(({ operation, key = "", finding }) => `${operation} ${key}: ${finding?.at} ${finding?.message}`);
}
