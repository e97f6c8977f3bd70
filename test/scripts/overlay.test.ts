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
    [{ update: {} }, "action 1: expected a target"],
    [{ target: "$", remove: true }, "the whole document cannot be removed"],
  ])("%j is an error", (action, message) => {
    expect(() => applied(action)).toThrow(message);
  });

  test("is refused when it is of another kind", () => {
    const { root } = workspace();
    write(root, "openapi/overlay.yaml", "overlay: 2.0.0\nactions: []\n");
    expect(() => applyOverlay(document, root)).toThrow("openapi/overlay.yaml: not an OpenAPI Overlay 1.0 document");
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
