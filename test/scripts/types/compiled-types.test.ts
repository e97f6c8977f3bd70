import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test, vi } from "vitest";
import type { Json, JsonObject } from "../../../scripts/document/json.ts";
import { documentWith, operation, write } from "../../support/documents.ts";
import { type Outcome, workspace } from "../../support/workspace.ts";

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: "object", properties, ...more });
const text: JsonObject = { type: "string" };

/** Schemas that are right, and of which the generator makes types that do not compile, or none, by itself. */
const unusual: JsonObject = {
  PartOfAllOf: ref("Whole/allOf/0"),
  PartOfItems: ref("List/items"),
  PartOfField: ref("Nested/properties/a/properties/b"),
  PartOfPart: ref("Whole/allOf/1"),
  Whole: { allOf: [object({ a: text }, { required: ["a"] }), object({ again: ref("Whole/allOf/1") })] },
  List: { type: "array", items: object({ a: text }, { required: ["a"] }) },
  Nested: object({ a: object({ b: { type: "number" } }) }),
  WithDefinitions: object({ x: ref("WithDefinitions/$defs/Word") }, { $defs: { Word: text } }),
  Value: {
    anyOf: [text, { type: "array", items: ref("Value") }, { type: "object", additionalProperties: ref("Value") }],
  },
  "Tree.of-lists": { type: "array", items: ref("Tree.of-lists") },
  Tree_of_lists: { type: ["array", "null"], items: ref("Tree_of_lists") },
  Odd: { type: "array", items: { anyOf: [ref("Even"), text] } },
  Even: { type: "array", items: ref("Odd") },
  Names: object(
    Object.fromEntries(
      ["hasOwnProperty", "constructor", "toString", "valueOf", "allOf", "$ref"].map((name) => [name, text]),
    ),
    { required: ["hasOwnProperty", "constructor"] },
  ),
  Inherited: { allOf: [ref("Nested")], required: ["constructor"], properties: { constructor: text } },
  hasOwnProperty: object({ a: ref("constructor") }),
  constructor: text,
  Booleans: { allOf: [true, object({ a: text })] },
  Example: object({ a: text }, { example: { allOf: ["x"], discriminator: { propertyName: "y" }, oneOf: ["z"] } }),
  Examples: object({ a: text }, { examples: [{ allOf: ["x"] }] }),
};

test("unusual schemas give types that compile, and that are not any", async () => {
  const { types, outcome } = await pull(unusual);
  expect(outcome).toMatchObject({ exitCode: 0, errors: [] });
  const consumer = `
import type { components } from "./openapi.d.ts";
type Schemas = Omit<components["schemas"], "constructor" | "hasOwnProperty">;
export const right: Partial<Schemas> = {
  PartOfAllOf: { a: "x" },
  PartOfItems: { a: "x" },
  PartOfField: 1,
  PartOfPart: { again: { again: {} } },
  WithDefinitions: { x: "x" },
  Value: ["x", { y: ["z"] }],
  "Tree.of-lists": [[], [[]]],
  Tree_of_lists: [null, [[null]]],
  Odd: [["x", []] as never, "x"],
  Names: { hasOwnProperty: "x", constructor: "x", toString: "x", valueOf: "x" },
  Inherited: { constructor: "x" },
  Booleans: { a: "x" },
};
export const wrong: Partial<Schemas> = {
  PartOfAllOf: { a: 1 },
  PartOfItems: {},
  PartOfField: "x",
  PartOfPart: { again: 1 },
  WithDefinitions: { x: 1 },
  Value: [1],
  "Tree.of-lists": ["x"],
  Tree_of_lists: [1],
  Odd: [1],
  Names: { hasOwnProperty: "x", toString: "x", valueOf: "x" },
  Inherited: {},
  Booleans: { a: 1 },
};
`;
  const wrong = consumer.split("\n").findIndex((line) => line.includes("wrong"));
  const errors = errorsOf({ "/openapi.d.ts": types, "/consumer.ts": consumer });
  const expected = consumer
    .split("\n")
    .flatMap((line, index) => (index > wrong && /^ {2}"?[A-Z]/.test(line) ? [`/consumer.ts:${index + 1}`] : []));
  expect(errors).toEqual(expected);
});

test.each<[string, JsonObject, string, string]>([
  [
    "a required field of what may be null",
    { Bad: { allOf: [ref("Base")], required: ["a"] }, Base: object({ a: text }, { type: ["object", "null"] }) },
    "Bad",
    `Type '"a"' does not satisfy the constraint 'never'`,
  ],
])("%s has no type: one line names the schema and the way out", async (_name, schemas, schema, reason) => {
  const { outcome, isPinned } = await pull(schemas);
  expect(isPinned).toBe(false);
  expect(outcome).toMatchObject({ exitCode: 1, errors: [expect.stringContaining(reason)] });
  expect(outcome.errors[0]).toMatch(`spec:pull: x: the types of the schema ${schema} do not compile (`);
  expect(outcome.errors[0]).toContain(
    "): correct it in openapi/overlay.yaml, or leave GET /all, GET /bad, POST /bad and 2 more out of the scope",
  );
});

test("an operation whose types do not compile is named by its method and path", async () => {
  const schema: Json = { allOf: [ref("Base")], required: ["a"] };
  const responses = { "200": { description: "", content: { "application/json": { schema } } } };
  const get = operation({ responses });
  const Base = object({ a: text }, { type: ["object", "null"] });
  const { outcome: named } = await pull({ Base }, { "/named": { get: { ...get, operationId: "GetNamed" } } });
  expect(named.errors[0]).toContain("x: the types of the operation GetNamed do not compile (");
  expect(named.errors[0]).toContain("or leave GET /named out of the scope");
  const { outcome: unnamed } = await pull({ Base }, { "/unnamed": { get } });
  expect(unnamed.errors[0]).toContain("x: the types of GET /unnamed do not compile (");
  expect(unnamed.errors[0]).toContain("or leave GET /unnamed out of the scope");
});

test("a schema that the generator fails on is named, and an operation", async () => {
  const Bad = { const: { allOf: ["x"] } };
  const { outcome } = await pull({ Bad });
  expect(outcome.errors).toEqual([
    "spec:pull: x: no types can be generated for the schema Bad (Cannot use 'in' operator to search for '$ref' in x): " +
      "correct it in openapi/overlay.yaml, or leave GET /all, GET /bad, POST /bad and 2 more out of the scope",
  ]);
  const responses = { "200": { description: "", content: { "application/json": { schema: Bad } } } };
  const { outcome: inline } = await pull(
    { Good: text },
    { "/good": { get: operation() }, "/bad": { put: operation({ responses }) } },
  );
  expect(inline.errors[0]).toContain("x: no types can be generated for PUT /bad (Cannot use");
  expect(inline.errors[0]).toContain("or leave PUT /bad out of the scope");
});

test("the generator prints nothing of its own", async () => {
  const spies = (["log", "info", "warn", "error", "debug"] as const).map((name) => vi.spyOn(console, name));
  const streams = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write"));
  try {
    // It warns of a mapping to what is not an object, and its linter of an example that looks like a reference.
    const Kind = {
      discriminator: { propertyName: "kind", mapping: { word: "#/components/schemas/Word" } },
      oneOf: [ref("Word")],
    };
    const requestBody = {
      content: { "application/json": { schema: text, example: { $ref: "#/nowhere" }, "x-own": { allOf: ["x"] } } },
    };
    const { outcome } = await pull({ Kind, Word: text }, { "/kinds": { get: operation({ requestBody }) } });
    expect(outcome).toMatchObject({ exitCode: 0, errors: [] });
    for (const spy of [...spies, ...streams]) expect(spy).not.toHaveBeenCalled();
  } finally {
    vi.restoreAllMocks();
  }
});

interface Pulled {
  readonly outcome: Outcome;
  readonly isPinned: boolean;
  readonly types: string;
}

/** Pins a spec with these schemas. Without paths, five operations answer with the first of them. */
async function pull(schemas: JsonObject, paths?: JsonObject): Promise<Pulled> {
  const [first = ""] = Object.keys(schemas);
  const schema = ref(first);
  const responses = { "200": { description: "", content: { "application/json": { schema } } } };
  const answer = (): JsonObject => operation({ responses });
  const own: JsonObject = {
    "/all": {
      get: operation({
        responses: {
          "200": {
            description: "",
            content: {
              "application/json": {
                schema: object(Object.fromEntries(Object.keys(schemas).map((name) => [name, ref(name)]))),
              },
            },
          },
        },
      }),
    },
    "/bad": { get: answer(), post: answer() },
    "/things/0": { get: answer() },
    "/things/1": { get: answer() },
  };
  const { root, run } = workspace("empty");
  const spec = documentWith("get", "/", { paths: paths ?? own, components: { schemas: { Thing: text, ...schemas } } });
  const outcome = await run("spec:pull", "--from", write(root, "spec.json", JSON.stringify(spec)), "--pin", "x");
  const isPinned = existsSync(join(root, "openapi/spec.lock.json"));
  return { outcome, isPinned, types: isPinned ? readFileSync(join(root, "generated/x/openapi.d.ts"), "utf8") : "" };
}

/** Compiles these files with the real standard library and nothing skipped; returns the lines with errors. */
function errorsOf(files: Readonly<Record<string, string>>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    types: [],
    lib: ["lib.es2022.d.ts"],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name in files || fileExists(name);
  host.getSourceFile = (name, version) => {
    const content = files[name];
    return content === undefined ? getSourceFile(name, version) : ts.createSourceFile(name, content, version);
  };
  const program = ts.createProgram(Object.keys(files), options, host);
  const lines = program.getSemanticDiagnostics().map(({ file, start = 0 }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file?.fileName}:${line}`;
  });
  return [...new Set(lines)];
}
