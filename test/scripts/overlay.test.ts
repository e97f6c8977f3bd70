import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import type { JsonObject } from "../../scripts/document/json.ts";
import { applyOverlay } from "../../scripts/document/overlay.ts";
import { documentWith, write, writeSpec } from "../support/documents.ts";
import { snapshot, workspace } from "../support/workspace.ts";

const document = documentWith("get", "/x", {
  servers: [{ url: "https://a" }, { url: "https://b" }, { url: "https://c" }],
});

function applied(...actions: readonly JsonObject[]): JsonObject {
  return appliedTo(document, ...actions);
}

function appliedTo(given: JsonObject, ...actions: readonly JsonObject[]): JsonObject {
  const { root } = workspace();
  write(
    root,
    "openapi/overlay.yaml",
    stringify({ overlay: "1.0.0", info: { title: "T", version: "1" }, actions: [...actions] }),
  );
  return applyOverlay(given, root);
}

describe("an overlay (OpenAPI Overlay 1.0)", () => {
  test("merges objects, adds to lists, replaces values", () => {
    const { info, servers } = applied(
      { target: "$.info", update: { title: "Mended", contact: { name: "Us" } } },
      { target: "$.servers", update: { url: "https://d" } },
      { target: "$.info.version", update: "2" },
    );
    expect(info).toEqual({ title: "Mended", version: "2", contact: { name: "Us" } });
    expect(servers).toEqual([{ url: "https://a" }, { url: "https://b" }, { url: "https://c" }, { url: "https://d" }]);
  });

  test("removes what a target selects, several entries of a list too", () => {
    for (const target of ["$.servers[0,2]", "$.servers[2,0]", "$.servers[0,2,0]"]) {
      expect(applied({ target, remove: true })["servers"]).toEqual([{ url: "https://b" }]);
    }
    expect(applied({ target: "$..tags", remove: true })).not.toHaveProperty("tags");
    expect(applied({ target: "$.paths['/x'].get.responses['200'].content", remove: true })["paths"]).toEqual({
      "/x": { get: { tags: ["Things"], responses: { "200": { description: "A thing" } } } },
    });
  });

  test("removes what lies inside another place that is removed too, and fields beside each other", () => {
    const tree = { "x-a": { b: { b: { b: 1 }, c: 2 }, d: { b: 3 } } };
    expect(appliedTo(tree, { target: "$..b", remove: true })).toEqual({ "x-a": { d: {} } });
    expect(applied({ target: "$.info['version','title']", remove: true })["info"]).toEqual({});
  });

  test("changes what is inside another place, and that place as well", () => {
    const tree = { "x-a": { b: { b: {} } } };
    expect(appliedTo(tree, { target: "$..b", update: { c: 1 } })).toEqual({ "x-a": { b: { b: { c: 1 }, c: 1 } } });
  });

  test("replaces by whatever is no object, adds each entry of a list, and changes the document itself", () => {
    expect(applied({ target: "$.info", update: null })["info"]).toBeNull();
    expect(applied({ target: "$.info.title", update: { a: 1 } })["info"]).toEqual({ title: { a: 1 }, version: "1" });
    expect(applied({ target: "$.tags", update: [{ name: "A" }, { name: "B" }] })["tags"]).toEqual([
      { name: "Things" },
      { name: "A" },
      { name: "B" },
    ]);
    expect(applied({ target: "$", update: { info: { constructor: { a: 1 } } } })["info"]).toEqual({
      title: "Test",
      version: "1",
      constructor: { a: 1 },
    });
    const update = { "x-a": { b: 1 } };
    expect(applied({ target: "$.paths['/x','/x'].get", update })).toMatchObject({ paths: { "/x": { get: update } } });
  });

  test("finds a key whatever it holds", () => {
    const key = '^it\'s \\d "x"\t$';
    const target = "$['x-a'][*]";
    expect(appliedTo({ "x-a": { [key]: "old" } }, { target, update: "new" })["x-a"]).toEqual({ [key]: "new" });
  });

  test("leaves the document that it is given alone", () => {
    const before = structuredClone(document);
    applied({ target: "$.info", update: { title: "Mended" } });
    expect(document).toEqual(before);
  });

  test.each([
    [
      { target: "$.paths['/gone']", remove: true },
      "action 1 ($.paths['/gone']) matches nothing: the published spec has",
    ],
    [{ target: "$.info[", remove: true }, "action 1: $.info[ is not a JSONPath (RFC 9535)"],
    [
      { target: "$.info", update: { title: "Test" } },
      "action 1 ($.info) changes nothing: it is already fixed upstream",
    ],
    [{ target: "$.info" }, "action 1: expected a target, and an update or remove: true"],
    [{ update: {} }, "action 1: expected a target, and an update or remove: true"],
    [{ target: 1, remove: true }, "action 1: expected a target, and an update or remove: true"],
    [{ target: "$.info", remove: "yes" }, "action 1: expected a target, and an update or remove: true"],
    [{ target: "$", remove: true }, "the whole document cannot be removed"],
  ])("%j is an error", (action, message) => {
    expect(() => applied(action)).toThrow(message);
  });

  test("the error names the action by its number", () => {
    expect(() => applied({ target: "$.servers", remove: true }, { target: "$.servers", remove: true })).toThrow(
      "openapi/overlay.yaml: action 2 ($.servers) matches nothing",
    );
    expect(() => applied({ target: "$.servers", remove: true }, 7 as never)).toThrow("action 2: expected a target");
    expect(() => applied({ target: "$.servers", remove: true }, { target: "a" })).toThrow(
      "action 2: expected a target",
    );
    expect(() => applied({ target: "$.servers", remove: true }, { target: "a", remove: true })).toThrow(
      "action 2: a is not a JSONPath (RFC 9535): ",
    );
  });

  test.each(["overlay: 2.0.0", "overlay: 11.0.0", "overlay: 1.0.x", "overlay: 1.0.0-rc", "a: 1"])(
    "is refused when it is of another kind: %s",
    (first) => {
      const { root } = workspace();
      write(root, "openapi/overlay.yaml", `${first}\nactions: []\n`);
      expect(() => applyOverlay(document, root)).toThrow(
        'openapi/overlay.yaml: not an OpenAPI Overlay 1.0 document: expected "overlay: 1.0.0" and a list of actions',
      );
    },
  );

  test.each(["- overlay: 1.0.0", "overlay: 1.0.0", "overlay: 1.0.0\nactions: {}"])(
    "is refused when it is %j",
    (text) => {
      const { root } = workspace();
      write(root, "openapi/overlay.yaml", text);
      expect(() => applyOverlay(document, root)).toThrow("not an OpenAPI Overlay 1.0 document");
    },
  );

  test("may be of any patch of 1.0", () => {
    const { root } = workspace();
    write(root, "openapi/overlay.yaml", "overlay: 1.0.12\nactions: []\n");
    expect(applyOverlay(document, root)).toEqual(document);
  });

  test("corrects what is pulled, before it is pruned, and an action that is out of date writes nothing", async () => {
    const { root, run } = workspace();
    const target = "$.paths['/x'].get";
    write(
      root,
      "openapi/overlay.yaml",
      stringify({ overlay: "1.0.0", actions: [{ target, update: { tags: ["Mended"] } }] }),
    );
    const spec = writeSpec(root, document);
    expect(await run("spec:pull", "--from", spec, "--pin", "x", "--scope", "tags=Mended")).toMatchObject({
      exitCode: 0,
    });
    const other = writeSpec(root, documentWith("get", "/other"));
    const before = snapshot(root);
    expect(await run("spec:pull", "--from", other, "--pin", "y")).toMatchObject({ exitCode: 1 });
    expect(snapshot(root)).toEqual(before);
  });
});
