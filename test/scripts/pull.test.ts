import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { pull } from "../../scripts/pull.ts";
import { documentWith, pageWith, writePages } from "./pages.ts";
import { repository, snapshot, workspace } from "./workspace.ts";

const seedPages = "openapi/2026-05-14/pages";

function pinned(root: string, pin: string): Record<string, Record<string, Record<string, unknown>>> {
  return parse(readFileSync(join(root, "openapi", pin, "openapi.yaml"), "utf8"));
}

describe("pulling a folder of pages", () => {
  test("the seed pages give this repository's pin, lock and types, byte for byte", async () => {
    const copy = workspace("copy");
    for (const made of ["openapi/spec.lock.json", "openapi/2026-05-14/openapi.yaml", "generated"]) {
      rmSync(join(copy.root, made), { recursive: true });
    }
    await pull(["--from", seedPages, "--pin", "2026-05-14"], copy);
    expect(snapshot(join(copy.root, "openapi"))).toEqual(snapshot(join(repository, "openapi")));
    expect(snapshot(join(copy.root, "generated"))).toEqual(snapshot(join(repository, "generated")));
  });

  test("pulled again, nothing is changed", async () => {
    const copy = workspace("copy");
    const before = snapshot(copy.root);
    await pull(["--from", seedPages, "--pin", "2026-05-14"], copy);
    expect(copy.printed[0]).toBe("no change: 2026-05-14 is this spec already");
    expect(snapshot(copy.root)).toEqual(before);
  });

  test("operations of one path come together, identical components and tags are shared", async () => {
    const empty = workspace();
    const components = { schemas: { Thing: { type: "object" } } };
    const tags = [{ name: "Things" }];
    const pages = writePages(empty.root, {
      "a.md": pageWith("get", "/things", documentWith("get", "/things", { components, tags })),
      "b.md": pageWith("post", "/things", documentWith("post", "/things", { components, tags })),
    });
    await pull(["--from", pages, "--pin", "joined"], empty);
    const document = pinned(empty.root, "joined");
    expect(Object.keys(document["paths"]?.["/things"] ?? {})).toEqual(["get", "post"]);
    expect(document["tags"]).toEqual(tags);
    expect(document["components"]).toEqual(components);
  });

  test.each([
    ["/components/schemas/Thing", { components: { schemas: { Thing: { type: "string" } } } }],
    ["/info", { info: { title: "Test", version: "2" } }],
    ["/tags/Things", { tags: [{ name: "Things", description: "other" }] }],
    ["/paths/~1things/parameters", { paths: { "/things": { parameters: [], get: { responses: {} } } } }],
  ])("a conflict at %s names both pages, and nothing is written", async (pointer, more) => {
    const empty = workspace();
    const parameters = [{ name: "x", in: "query", schema: {} }];
    const first = documentWith("post", "/things", {
      components: { schemas: { Thing: { type: "object" } } },
      tags: [{ name: "Things" }],
      paths: { "/things": { parameters, post: { responses: {} } } },
    });
    const pages = writePages(empty.root, {
      "a.md": pageWith("post", "/things", first),
      "b.md": pageWith("get", "/things", documentWith("get", "/things", more)),
    });
    const before = snapshot(empty.root);
    await expect(pull(["--from", pages, "--pin", "x"], empty)).rejects.toThrow(
      `pages/a.md and pages/b.md disagree at ${pointer}`,
    );
    expect(snapshot(empty.root)).toEqual(before);
  });
});

describe("refusals", () => {
  test.each([
    ["no fence", { "a.md": "# A guide\n" }, "pages/a.md: no fence of four backticks"],
    ["a fence that stays open", { "a.md": "````yaml get /x\nopenapi: 3.1.0\n" }, "pages/a.md:1: the fence"],
    ["broken YAML", { "a.md": "# A\n````yaml get /x\nopenapi: 3.1.0\na: [\n````\n" }, "pages/a.md:4: not valid YAML"],
    ["another operation", { "a.md": pageWith("put", "/x", documentWith("get", "/x")) }, "the fence says PUT /x, its"],
    ["no page", {}, "no *.md page in this folder"],
  ])("%s", async (_name, pages, message) => {
    const empty = workspace();
    const folder = writePages(empty.root, pages as Record<string, string>);
    await expect(pull(["--from", folder, "--pin", "x"], empty)).rejects.toThrow(message);
  });

  test("a pin's name that holds another spec", async () => {
    const copy = workspace("copy");
    const pages = writePages(copy.root, { "a.md": pageWith("get", "/x", documentWith("get", "/x")) });
    const before = snapshot(copy.root);
    await expect(pull(["--from", pages, "--pin", "2026-05-14"], copy)).rejects.toThrow("holds another spec already");
    expect(snapshot(copy.root)).toEqual(before);
  });

  test.each(["../escape", "Upper", "a/b", ""])("a pin named %j", async (pin) => {
    await expect(pull(["--from", seedPages, "--pin", pin], workspace("copy"))).rejects.toThrow("a pin's name has");
  });
});
