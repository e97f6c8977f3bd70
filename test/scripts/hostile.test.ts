import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { checkTypes } from "../../scripts/types/check-types.ts";
import { documentWith, operation, pageWith, write, writePages, writeSpec } from "../support/documents.ts";
import { snapshot, workspace } from "../support/workspace.ts";
import { malformed, reaching, unreadable } from "./hostile-documents.ts";

const table: string[] = [];

// What each hostile input gets: HOSTILE_REPORT=1 npx vitest run test/scripts/hostile
afterAll(() => {
  if (process.env["HOSTILE_REPORT"]) console.log(table.join("\n"));
});

describe("a hostile file gets exit code 1 and one line, and everything stays as it was", () => {
  test.each([...unreadable, ...reaching, ...malformed])(
    "$name",
    async ({ name, content, says, file = "spec.yaml" }) => {
      const { root, run } = workspace("copy");
      write(root, file, content);
      const before = snapshot(root);
      const { exitCode, errors } = await run("spec:pull", "--from", file, "--scope", "all");
      table.push(`${name}: exit ${exitCode}: ${errors[0]}`);
      expect({ exitCode, lines: errors.length }).toEqual({ exitCode: 1, lines: 1 });
      expect(errors[0]).toContain(says);
      expect(errors[0]).not.toMatch(/\p{Cc}|\u2028|\bat .*:\d+:\d+/u);
      expect(snapshot(root)).toEqual(before);
    },
  );
});

describe("what is only odd is read", () => {
  test("a byte order mark and CRLF give the same pin", async () => {
    const { root, run } = workspace();
    const file = writeSpec(root, documentWith("get", "/x"));
    await run("spec:pull", "--from", file, "--pin", "x");
    write(root, "spec.yaml", `\ufeff${readFileSync(file, "utf8").replaceAll("\n", "\r\n")}`);
    expect((await run("spec:pull", "--from", file)).printed.at(-1)).toBe("no change: x is this spec");
  });

  test("what every object has is a name like others, and numbers beyond 2^53 may be bounds", async () => {
    const { root, run } = workspace();
    const Thing = {
      type: "object",
      constructor: { a: 1 },
      properties: {
        constructor: { $ref: "#/components/schemas/constructor" },
        toString: { type: "integer", maximum: 2 ** 63 },
      },
    };
    const document = documentWith("get", "/x", {
      components: { schemas: { Thing, constructor: { type: "string" } } },
      constructor: { a: 1 },
    });
    const pages = {
      "a.md": pageWith("get", "/x", document),
      "b.md": pageWith("put", "/x", { ...document, paths: { "/x": { put: operation() } } }),
    };
    expect(await run("spec:pull", "--from", writePages(root, pages), "--pin", "x")).toMatchObject({ errors: [] });
    const types = readFileSync(join(root, "generated/x/openapi.d.ts"), "utf8");
    expect(types).toMatch(/constructor\??: /);
  });

  test("x-enum descriptions, which a generator could take for code, are dropped", async () => {
    const { root, run } = workspace();
    const Thing = {
      type: "string",
      enum: ["a"],
      "x-enum-descriptions": ["*/\nprocess.exit(1)//"],
      "x-enumNames": ["A"],
    };
    await run(
      "spec:pull",
      "--from",
      writeSpec(root, documentWith("get", "/x", { components: { schemas: { Thing } } })),
      "--pin",
      "x",
    );
    expect(readFileSync(join(root, "openapi/x/openapi.yaml"), "utf8")).not.toContain("x-enum");
    expect(readFileSync(join(root, "generated/x/openapi.d.ts"), "utf8")).not.toContain("process.exit");
  });

  test("any text in any field gives types and nothing else", async () => {
    const piece = fc.constantFrom(
      "*/",
      "/*",
      "`",
      "$" + "{1}",
      '"',
      "'",
      "\\",
      "\n",
      "\r",
      "\u2028",
      "}",
      "import('x')",
      "//",
      "a",
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(""));
    await fc.assert(
      fc.asyncProperty(text, async (hostile) => {
        const { root, run } = workspace();
        const Thing = {
          title: hostile,
          description: hostile,
          deprecated: true,
          type: "object",
          properties: {
            [hostile]: { type: "string", enum: [hostile], default: hostile, example: hostile, format: hostile },
          },
          required: [hostile],
        };
        const get = operation({ operationId: hostile, summary: hostile, description: hostile });
        const document = documentWith("get", "/x", { paths: { "/x": { get } }, components: { schemas: { Thing } } });
        expect(await run("spec:pull", "--from", writeSpec(root, document), "--pin", "x")).toMatchObject({ errors: [] });
        checkTypes(readFileSync(join(root, "generated/x/openapi.d.ts"), "utf8"), "x");
      }),
      { numRuns: 40 },
    );
  });
});

test.each([
  "export const a = 1;",
  "declare function f(): void;",
  "type A = import('./x').B;",
  '/// <reference path="x" />',
  "}",
])("generated text that holds %j is refused", (text) => {
  expect(() => checkTypes(`${text}\nexport interface paths {}\n`, "x")).toThrow("x: line");
});

describe("where it is written", () => {
  test.each(["openapi/x", "generated", "generated/x"])("%s is a link out of the repository: refused", async (path) => {
    const { root, run } = workspace();
    const outside = workspace().root;
    mkdirSync(join(root, path, ".."), { recursive: true });
    symlinkSync(outside, join(root, path), "dir");
    const before = snapshot(outside);
    const { exitCode, errors } = await run(
      "spec:pull",
      "--from",
      writeSpec(root, documentWith("get", "/x")),
      "--pin",
      "x",
    );
    expect({ exitCode, error: errors[0] }).toEqual({
      exitCode: 1,
      error: `spec:pull: ${path} is a symbolic link: make it a plain file or folder`,
    });
    expect(snapshot(outside)).toEqual(before);
  });

  test("an output that is a folder is refused, and nothing is written", async () => {
    const { root, run } = workspace();
    mkdirSync(join(root, "generated/x/openapi.d.ts"), { recursive: true });
    const { errors } = await run("spec:pull", "--from", writeSpec(root, documentWith("get", "/x")), "--pin", "x");
    expect(errors).toEqual(["spec:pull: generated/x/openapi.d.ts is a folder: move it away"]);
    expect(existsSync(join(root, "openapi/x"))).toBe(false);
  });
});

test("a redocly.yaml beside it is not loaded", async () => {
  const { root, run } = workspace();
  write(
    root,
    "plugin.cjs",
    `require("node:fs").writeFileSync(${JSON.stringify(join(root, "ran"))}, ""); module.exports = {};`,
  );
  write(root, "redocly.yaml", "plugins: [./plugin.cjs]\n");
  const previous = process.cwd();
  const spec = writeSpec(root, documentWith("get", "/x"));
  const { exitCode } = await run("spec:pull", "--from", spec, "--pin", "x");
  expect({ exitCode, ran: existsSync(join(root, "ran")), cwd: process.cwd() }).toEqual({
    exitCode: 0,
    ran: false,
    cwd: previous,
  });
  rmSync(spec);
});
