import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { documentOf, documentWith, operation, write, writeSpec } from "../support/documents.ts";
import { Editor } from "../support/spec-editor.ts";
import { lockOf, snapshot, workspace } from "../support/workspace.ts";

const today = new Date().toISOString().slice(0, 10);
const described = (description: string) =>
  documentWith("get", "/x", { paths: { "/x": { get: operation({ description }) } } });

describe("a pin's name", () => {
  test("is the date of the pull, with a number behind it when that is taken", async () => {
    const here = workspace();
    for (const text of ["a", "b", "c"]) {
      await here.run("spec:pull", "--from", writeSpec(here.root, described(text)), "--use");
    }
    expect(Object.keys(lockOf(here).pins)).toEqual([today, `${today}-2`, `${today}-3`]);
  });

  test.each(["../escape", "Upper", "a/b", "", "7", "a.b", "con", "a".repeat(65)])("is not %j", async (pin) => {
    const { root, run } = workspace();
    const { exitCode, errors } = await run("spec:pull", "--from", writeSpec(root, described("a")), "--pin", pin);
    expect({ exitCode, error: errors[0] }).toEqual({ exitCode: 1, error: expect.stringContaining("a pin's name has") });
  });

  test("that holds another spec is refused without --accept", async () => {
    const here = workspace();
    await here.run("spec:pull", "--from", writeSpec(here.root, described("a")), "--pin", "x");
    const spec = writeSpec(here.root, described("b"));
    const before = snapshot(here.root);
    const refused = await here.run("spec:pull", "--from", spec, "--pin", "x");
    expect(refused.errors).toEqual([
      "spec:pull: the pin x holds another spec: choose another name with --pin, or pass --accept",
    ]);
    expect(snapshot(here.root)).toEqual(before);
    expect(await here.run("spec:pull", "--from", spec, "--pin", "x", "--accept")).toMatchObject({ exitCode: 0 });
    expect(await here.run("spec:generate", "--check")).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(here.root, "openapi/x/openapi.yaml"), "utf8")).toContain("description: b");
  });
});

describe("no change", () => {
  test("is said, and nothing is written, when the newest pin is this spec", async () => {
    const here = workspace();
    await here.run("spec:pull", "--from", writeSpec(here.root, described("a")));
    const before = snapshot(here.root);
    const again = await here.run("spec:pull", "--from", "spec.yaml");
    expect(again.printed.at(-1)).toBe(`no change: ${today} is this spec`);
    expect(snapshot(here.root)).toEqual(before);
  });

  test("is said of an older pin too, since two builds alternate", async () => {
    const here = workspace();
    await here.run("spec:pull", "--from", writeSpec(here.root, described("a")), "--pin", "first");
    await here.run("spec:pull", "--from", writeSpec(here.root, described("b")), "--pin", "second");
    const again = await here.run("spec:pull", "--from", writeSpec(here.root, described("a")));
    expect(again.printed.at(-1)).toBe("no change: already pinned as first (the newest is second)");
    const other = await here.run("spec:pull", "--from", "spec.yaml", "--scope", "tags=Things");
    expect(other.printed.at(-1)).toMatch(/^pinned /);
  });
});

describe("a spec that lost operations", () => {
  test.each([
    [80, 0],
    [79, 1],
  ])("%i of 100 left: exit code %i", async (left, exitCode) => {
    const { root, run } = workspace();
    await run("spec:pull", "--from", writeSpec(root, documentOf(100)), "--pin", "whole");
    const spec = writeSpec(root, documentOf(left));
    expect((await run("spec:pull", "--from", spec)).exitCode).toBe(exitCode);
    expect((await run("spec:pull", "--from", spec, "--accept")).exitCode).toBe(0);
  });

  test("outside the scope is noticed too, and the line says what to do", async () => {
    const { root, run } = workspace();
    const scope = ["--scope", "operations=GET /things/0"];
    await run("spec:pull", "--from", writeSpec(root, documentOf(100)), "--pin", "whole", ...scope);
    const { errors } = await run("spec:pull", "--from", writeSpec(root, { ...documentOf(9), "x-note": "" }), ...scope);
    expect(errors).toEqual([
      "spec:pull: 9 operations published, but whole has 100: if the spec was not cut short, pass --accept",
    ]);
  });
});

describe("flags", () => {
  test("--dry-run writes nothing", async () => {
    const { root, run } = workspace();
    const spec = writeSpec(root, described("a"));
    const before = snapshot(root);
    const { printed } = await run("spec:pull", "--from", spec, "--dry-run");
    expect(printed.at(-1)).toBe(`would pin ${today}: nothing is written`);
    expect(snapshot(root)).toEqual(before);
  });

  test("--use makes the pin current, also one that is there already; spec:use does so alone", async () => {
    const here = workspace();
    await here.run("spec:pull", "--from", writeSpec(here.root, described("a")), "--pin", "first");
    await here.run("spec:pull", "--from", writeSpec(here.root, described("b")), "--pin", "second", "--use");
    expect(lockOf(here).current).toBe("second");
    const again = await here.run("spec:pull", "--from", writeSpec(here.root, described("a")), "--use");
    expect(again.printed.at(-1)).toContain("first is current now");
    expect(readFileSync(join(here.root, "generated/current.d.ts"), "utf8")).toContain('"./first/openapi.d.ts"');
    await here.run("spec:use", "second");
    expect(lockOf(here).current).toBe("second");
    expect(await here.run("spec:generate", "--check")).toMatchObject({ exitCode: 0 });
    expect((await here.run("spec:use", "third")).errors[0]).toContain('"third" is not a pin');
  });

  test("--json prints one object and nothing else", async () => {
    const { root, run } = workspace();
    const { printed } = await run("spec:pull", "--from", writeSpec(root, described("a")), "--pin", "x", "--json");
    expect(printed).toHaveLength(1);
    expect(JSON.parse(printed[0] ?? "")).toMatchObject({ outcome: "pinned", pin: "x" });
  });

  test.each([
    [["--nonsense"], "unknown option --nonsense; options: --from, --pin, "],
    [["--from", "nowhere.yaml"], "--from nowhere.yaml: no such file or folder"],
    [["--scope", "some"], 'the scope "some" is not valid: expected all, tags=A,B'],
    [["--scope", "operations=things"], '"things" is not an operation'],
    [["--scope", "tags=Nothing"], "matches nothing in this spec: its tags are Things"],
    [["--channel", "nightly"], 'has no sources for the channel "nightly"'],
  ])("%j is refused", async (args, message) => {
    const { root, run } = workspace();
    const spec = writeSpec(root, described("a"));
    const from = args.includes("--from") || args.includes("--channel") ? [] : ["--from", spec];
    const { exitCode, errors } = await run("spec:pull", ...from, ...args);
    expect({ exitCode, error: errors[0] }).toEqual({ exitCode: 1, error: expect.stringContaining(message) });
  });
});

describe("a reference that leads nowhere", () => {
  const gone = {
    "200": { description: "", content: { "application/json": { schema: { $ref: "#/components/schemas/Gone" } } } },
  };
  const spec = documentWith("get", "/x", {
    paths: { "/x": { get: operation() }, "/y": { post: operation({ responses: gone }) } },
  });
  const pull = ["spec:pull", "--from", "spec.yaml", "--pin", "x"];

  test("does not stop a pull when it is out of scope, and a comparison neither", async () => {
    const { root, run } = workspace();
    writeSpec(root, spec);
    expect(await run(...pull, "--scope", "operations=GET /x")).toMatchObject({ exitCode: 0, errors: [] });
    const compared = await run("spec:diff", "x", "spec.yaml", "--scope", "operations=GET /x");
    expect(compared).toMatchObject({ exitCode: 0, errors: [] });
    expect(await run("spec:diff", "x", "spec.yaml")).toMatchObject({ exitCode: 0, errors: [] });
  });

  test("names the operations that it concerns, and the action that leaves them out is one that works", async () => {
    const { root, run } = workspace();
    writeSpec(root, spec);
    const { errors } = await run(...pull);
    expect(errors).toEqual([
      'spec:pull: /paths/~1y/post/responses/200/content/application~1json/schema: "#/components/schemas/Gone" is not in the ' +
        "document; it concerns POST /y: mend it with an action of openapi/overlay.yaml, or leave such an operation out with " +
        `{target: "$.paths['/y'].post", remove: true}`,
    ]);
    const action = errors[0]?.slice(errors[0].indexOf("{target"));
    write(root, "openapi/overlay.yaml", `overlay: 1.0.0\nactions:\n  - ${action}\n`);
    expect(await run(...pull)).toMatchObject({ exitCode: 0, errors: [] });
    expect(lockOf({ root, run }).pins["x"]).toMatchObject({ operations: 1 });
  });

  test("is mended by an action of the overlay", async () => {
    const { root, run } = workspace();
    writeSpec(root, spec);
    write(
      root,
      "openapi/overlay.yaml",
      'overlay: 1.0.0\nactions: [{target: "$.components.schemas", update: {Gone: {type: string}}}]\n',
    );
    expect(await run(...pull)).toMatchObject({ exitCode: 0, errors: [] });
    expect(lockOf({ root, run }).pins["x"]).toMatchObject({ operations: 2 });
  });
});

test("a configuration or an overlay that is missing says how to make one, and that is enough", async () => {
  const { root, run } = workspace();
  const pull = ["spec:pull", "--from", writeSpec(root, described("a")), "--pin", "x"];
  await run(...pull);
  for (const name of ["config", "overlay"]) {
    rmSync(join(root, `openapi/${name}.yaml`));
    const { errors } = await run(...pull);
    expect(errors[0]).toMatch(
      /is missing: restore it with `git checkout openapi\/\w+.yaml`, or create it with the line `/,
    );
    write(root, `openapi/${name}.yaml`, errors[0]?.split("`")[3] ?? "");
    expect(await run(...pull)).toMatchObject({ exitCode: 0, errors: [] });
  }
});

describe("the scope", () => {
  const two = documentWith("get", "/x", {
    paths: {
      "/x": { parameters: [{ $ref: "#/components/parameters/Shared" }], get: operation(), put: operation() },
      "/y": { get: operation({ tags: ["Others"], responses: { "204": { description: "Done" } } }) },
    },
    tags: [{ name: "Others" }, { name: "Things" }],
    components: {
      schemas: { Thing: { type: "object" }, Unused: { type: "object" } },
      parameters: { Shared: { name: "shared", in: "query", schema: { type: "string" } } },
      securitySchemes: { Key: { type: "http", scheme: "bearer" } },
    },
  });

  test("keeps what its operations reach, and nothing else", async () => {
    const { root, run } = workspace();
    await run("spec:pull", "--from", writeSpec(root, two), "--pin", "x", "--scope", "operations=GET /x");
    expect(readFileSync(join(root, "openapi/x/openapi.yaml"), "utf8")).toMatchInlineSnapshot(`
      "openapi: 3.1.0
      info:
        title: Test
        version: "1"
      paths:
        /x:
          get:
            responses:
              "200":
                content:
                  application/json:
                    schema:
                      $ref: "#/components/schemas/Thing"
                description: A thing
            tags:
              - Things
          parameters:
            - $ref: "#/components/parameters/Shared"
      tags:
        - name: Things
      components:
        parameters:
          Shared:
            in: query
            name: shared
            schema:
              type: string
        schemas:
          Thing:
            type: object
        securitySchemes:
          Key:
            scheme: bearer
            type: http
      "
    `);
  });

  test("that differs from that of the current pin: what both have is compared, and nothing else reads as new", async () => {
    const here = workspace();
    const narrow = ["--scope", "operations=GET /x,PUT /x"];
    await here.run("spec:pull", "--from", writeSpec(here.root, two), "--pin", "x", ...narrow);
    const editor = new Editor(structuredClone(two));
    editor.remove("paths", "/x", "put");
    const pulled = await here.run(
      "spec:pull",
      "--from",
      writeSpec(here.root, editor.document),
      "--scope",
      "all",
      "--json",
    );
    const { report } = JSON.parse(pulled.printed[0] ?? "");
    expect(report.operations).toMatchObject([{ operation: "PUT /x", change: "removed" }]);
    const nothing = ["--scope", "operations=GET /y"];
    const { printed } = await here.run("spec:pull", "--from", "spec.yaml", "--pin", "z", ...nothing);
    expect(printed).toContainEqual(
      expect.stringContaining("with nothing: no current pin has an operation of this scope"),
    );
  });

  test("comes from the configuration, and says what the spec does not have", async () => {
    const here = workspace();
    write(here.root, "openapi/config.yaml", "scope: tags=Others,Gone\n");
    const { printed } = await here.run("spec:pull", "--from", writeSpec(here.root, two), "--pin", "x");
    expect(printed).toContain("missing   Gone: named by the scope, but not in this spec");
    expect(lockOf(here).pins["x"]).toMatchObject({ scope: "tags=Gone,Others", operations: 1, publishedOperations: 3 });
  });
});
