import { cpSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { documentWith, operation, pageWith, writePages } from "../support/documents.ts";
import { type Outcome, repository, snapshot, workspace } from "../support/workspace.ts";

test("the pages give this repository's pins, lock and types, byte for byte", async () => {
  const { root, run } = workspace("empty");
  cpSync(join(repository, "openapi"), join(root, "openapi"), { recursive: true });
  rmSync(join(root, "openapi/spec.lock.json"));
  const pull = async (pin: string, ...options: string[]): Promise<Outcome> => {
    rmSync(join(root, "openapi", pin, "openapi.yaml"));
    return run("spec:pull", "--from", `openapi/${pin}/pages`, "--pin", pin, ...options);
  };
  expect(await pull("2026-05-14")).toMatchObject({ exitCode: 0, errors: [] });
  const scope = "tags=Contacts,Deployments,Identities";
  expect(await pull("2026-08-21", "--scope", scope)).toMatchObject({ exitCode: 0, errors: [] });
  expect(await run("spec:ship", "2026-08-21")).toMatchObject({ exitCode: 0, errors: [] });
  expect(snapshot(join(root, "openapi"))).toEqual(snapshot(join(repository, "openapi")));
  expect(snapshot(join(root, "generated"))).toEqual(snapshot(join(repository, "generated")));
});

test("operations of one path come together, identical components and tags are shared", async () => {
  const { root, run } = workspace();
  const pages = writePages(root, {
    "a.md": pageWith("get", "/things", documentWith("get", "/things")),
    "b.md": pageWith("post", "/things", documentWith("post", "/things")),
    "README.md": "# Not a page",
  });
  expect(await run("spec:pull", "--from", pages, "--pin", "joined")).toMatchObject({ exitCode: 0 });
  const document = parse(readFileSync(join(root, "openapi/joined/openapi.yaml"), "utf8"));
  expect(Object.keys(document.paths["/things"])).toEqual(["get", "post"]);
  expect(document.tags).toEqual([{ name: "Things" }]);
  expect(document.components).toEqual({ schemas: { Thing: { type: "object" } } });
  expect(Object.keys(snapshot(join(root, "openapi/joined/pages")))).toEqual(["a.md", "b.md"]);
});

describe("pages that disagree", () => {
  const parameters = [{ name: "x", in: "query", schema: {} }];
  test.each([
    ["/components/schemas/Thing", { components: { schemas: { Thing: { type: "string" } } } }],
    ["/info", { info: { title: "Test", version: "2" } }],
    ["/tags/Things", { tags: [{ name: "Things", description: "other" }] }],
    ["/paths/~1things/parameters", { paths: { "/things": { parameters: [], get: operation() } } }],
  ])("at %s: both are named, and nothing is written", async (pointer, more) => {
    const { root, run } = workspace();
    const first = documentWith("post", "/things", { paths: { "/things": { parameters, post: operation() } } });
    const pages = writePages(root, {
      "a.md": pageWith("post", "/things", first),
      "b.md": pageWith("get", "/things", documentWith("get", "/things", more)),
    });
    const before = snapshot(root);
    const { exitCode, errors } = await run("spec:pull", "--from", pages, "--pin", "x");
    expect(exitCode).toBe(1);
    expect(errors[0]).toContain(`pages/a.md and pages/b.md disagree at ${pointer}`);
    expect(snapshot(root)).toEqual(before);
  });

  test("in what is stamped anew at every publish alone: that is no disagreement", async () => {
    const { root, run } = workspace();
    const stamped = (time: string) => ({ components: { schemas: { Thing: { type: "string", default: time } } } });
    const pages = writePages(root, {
      "a.md": pageWith("get", "/a", documentWith("get", "/a", stamped("2026-05-14T21:19:47.506Z"))),
      "b.md": pageWith("get", "/b", documentWith("get", "/b", stamped("2026-05-14T21:19:48.106Z"))),
    });
    expect(await run("spec:pull", "--from", pages, "--pin", "x")).toMatchObject({ exitCode: 0 });
  });
});

test.each([
  ["no fence", { "a.md": "# A guide\n" }, "pages/a.md: no fence of four backticks"],
  ["a fence that stays open", { "a.md": "````yaml get /x\nopenapi: 3.1.0\n" }, "pages/a.md:1: the fence"],
  ["broken YAML", { "a.md": "# A\n````yaml get /x\nopenapi: 3.1.0\na: [\n````\n" }, "pages/a.md:4: not valid YAML"],
  [
    "another operation",
    { "a.md": pageWith("put", "/x", documentWith("get", "/x")) },
    "the fence names PUT /x, but its",
  ],
  [
    "a second fence",
    { "a.md": pageWith("get", "/x", documentWith("get", "/x")) + pageWith("put", "/x", documentWith("put", "/x")) },
    /pages\/a\.md:\d+: a second OpenAPI fence: a page documents one operation/,
  ],
  ["no page", {}, "no \\*.md page in this folder"],
])("a page with %s is refused", async (_name, pages, message) => {
  const { root, run } = workspace();
  const folder = writePages(root, pages as Record<string, string>);
  const { exitCode, errors } = await run("spec:pull", "--from", folder, "--pin", "x");
  expect({ exitCode, error: errors[0] }).toEqual({ exitCode: 1, error: expect.stringMatching(message) });
});

test("a page that is a link is refused: it would be left out, or lead out of the folder", async () => {
  const { root, run } = workspace();
  const folder = writePages(root, { "a.md": pageWith("get", "/x", documentWith("get", "/x")) });
  symlinkSync("a.md", join(folder, "b.md"));
  expect((await run("spec:pull", "--from", "pages", "--pin", "x")).errors).toEqual([
    "spec:pull: --from pages: b.md is a link or a folder: put the page itself here",
  ]);
});
