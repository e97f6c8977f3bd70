import fc from "fast-check";
import type ts from "typescript";
import { expect, test } from "vitest";
import type { Report } from "../../../scripts/diff/report/report.ts";
import { fieldType } from "../../../scripts/diff/types/type-fields.ts";
import { TypeJudge } from "../../../scripts/diff/types/type-judge.ts";
import { typeMaterial } from "../../../scripts/diff/types/type-members.ts";
import { typeProgram } from "../../../scripts/diff/types/type-program.ts";
import { ValueWalk } from "../../../scripts/diff/walk/value-walk.ts";
import { isObject, type Json, type JsonObject } from "../../../scripts/document/json.ts";
import { generateTypes } from "../../../scripts/types/generate-types.ts";
import { answering, diff, json, spec } from "./specs.ts";

/** A machine that is busy with other things takes several times as long. */
const timeout = 60_000;

/** Small schemas of few names, so that two of them often have something in common. */
const { schema } = fc.letrec<{ schema: JsonObject; leaf: JsonObject }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom<JsonObject>(
      { type: "string" },
      { type: "number" },
      { type: "boolean" },
      { type: ["string", "null"] },
    ),
    fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1 }).map((names) => ({ type: "string", enum: names })),
  ),
  schema: fc.oneof(
    { maxDepth: 3, depthIdentifier: "schema" },
    tie("leaf"),
    fc
      .tuple(
        fc.dictionary(fc.constantFrom("a", "b", "kind"), tie("schema"), { minKeys: 1, noNullPrototype: true }),
        fc.uniqueArray(fc.constantFrom("a", "b", "kind")),
      )
      .map(([properties, required]) => ({
        type: "object",
        properties,
        required: required.filter((name) => name in properties),
      })),
    tie("schema").map((items) => ({ type: "array", items })),
    fc.array(tie("schema"), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
  ),
}));

const document = (schemas: readonly JsonObject[]): JsonObject => {
  const paths = schemas.map((schema, index) => [
    `/case-${index}`,
    { post: { requestBody: json(schema), ...answering({ 200: json(schema) }) } },
  ]);
  return spec(Object.fromEntries(paths) as JsonObject);
};

/** The same value with the keys of every object in another order. */
function shuffled(value: Json): Json {
  if (Array.isArray(value)) return value.map(shuffled);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, child]) => [key, shuffled(child)]),
  );
}

test(
  "a document does not differ from itself, nor from itself in another order",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(schema, { minLength: 1, maxLength: 4 }), async (schemas) => {
        const report = await diff(document(schemas), shuffled(document(schemas)) as JsonObject);
        expect([report.operations, report.wordingOnly, report.release]).toEqual([[], [], "none"]);
      }),
      { numRuns: 25 },
    );
  },
  timeout,
);

function contentOf(checker: ts.TypeChecker, operation: ts.Type): ts.Type {
  const steps = ["responses", "200", "content", "application/json"];
  return steps.reduce((type, name) => fieldType(checker, type, name), operation);
}

test(
  "whatever the compiler refuses as a whole has a place that breaks",
  async () => {
    const pairs = fc.array(fc.tuple(schema, schema), { minLength: 40, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(pairs, async (cases) => {
        const types = async (side: 0 | 1): Promise<string> => generateTypes(document(cases.map((pair) => pair[side])));
        const program = typeProgram(await types(0), await types(1));
        for (const index of cases.keys()) {
          const [old, now] = program
            .operation(`POST /case-${index}`)
            .map((operation) => contentOf(program.checker, operation));
          if (!old || !now) throw new Error("the operation has no response");
          for (const direction of ["request", "response"] as const) {
            const material = typeMaterial(program.checker);
            const walk = new ValueWalk(material, material, new TypeJudge(program.checker, direction));
            const differences = walk.compare(old, now, { text: "", field: "" });
            const [source, target] = direction === "request" ? [old, now] : [now, old];
            const breaks = differences.some((difference) => difference.breaks);
            if (!program.checker.isTypeAssignableTo(source, target))
              expect(breaks, JSON.stringify(cases[index])).toBe(true);
          }
        }
      }),
      { numRuns: 3, endOnFailure: true },
    );
  },
  timeout,
);

test(
  "what only widens a request, or only narrows a response, breaks nobody",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(schema, { minLength: 20, maxLength: 20 }), async (schemas) => {
        const wrap = (extra: JsonObject): JsonObject[] =>
          schemas.map((inner) => ({ type: "object", properties: { inner, ...extra } }));
        const report = await diff(document(wrap({})), document(wrap({ extra: { type: "string" } })));
        expect(report.release).toBe("minor");
        expect(report.operations).toHaveLength(schemas.length);
      }),
      { numRuns: 4 },
    );
  },
  timeout,
);

/** Every fingerprint of a report, in one order. */
const fingerprints = (report: Report): string[] =>
  report.operations.flatMap(({ findings }) => findings.map(({ fingerprint }) => fingerprint)).sort();

test(
  "a fingerprint does not depend on the order of a document, nor on what else differs",
  async () => {
    const pairs = fc.array(fc.tuple(schema, schema), { minLength: 5, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(pairs, async (cases) => {
        const [before, after] = ([0, 1] as const).map((side) => document(cases.map((pair) => pair[side])));
        if (!before || !after) throw new Error("two documents are needed");
        const known = fingerprints(await diff(before, after));
        const reordered = await diff(shuffled(before) as JsonObject, shuffled(after) as JsonObject);
        expect(fingerprints(reordered)).toEqual(known);
        const beside: JsonObject = {
          "/aside": { get: answering({ 200: json({ type: "string", enum: ["c", "a"] }) }) },
        };
        const more = (paths: JsonObject): JsonObject => ({
          ...after,
          paths: { ...paths, ...(after["paths"] as JsonObject) },
        });
        expect(fingerprints(await diff(before, more(beside)))).toEqual(expect.arrayContaining(known));
      }),
      { numRuns: 5 },
    );
  },
  timeout,
);

test(
  "a change of a shared schema is named at every place that holds it",
  async () => {
    const shape = fc.array(fc.constantFrom("field", "list", "map", "nested", "union"), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(shape, { minLength: 3, maxLength: 3 }), async (shapes) => {
        const shared: JsonObject = { $ref: "#/components/schemas/Shared" };
        const wrappers: Record<string, (inner: JsonObject) => JsonObject> = {
          field: (inner) => inner,
          list: (inner) => ({ type: "array", items: inner }),
          map: (inner) => ({ type: "object", additionalProperties: inner }),
          nested: (inner) => ({ type: "object", properties: { inner } }),
          union: (inner) => ({ anyOf: [inner, { type: "null" }] }),
        };
        const body = (names: readonly string[]): JsonObject => ({
          type: "object",
          properties: Object.fromEntries(names.map((name, index) => [`f${index}`, wrappers[name]?.(shared) ?? shared])),
        });
        const side = (value: JsonObject): JsonObject => ({
          ...document(shapes.map(body)),
          components: { schemas: { Shared: { type: "object", properties: { value } } } },
        });
        const before = side({ type: "string" });
        for (const [after, message] of [
          [side({ type: "number" }), "was string, is number"],
          [side({ type: "string", maxLength: 3 }), "maxLength 3 is new"],
        ] as const) {
          const report = await diff(before, after);
          for (const [index, names] of shapes.entries()) {
            const found =
              report.operations.find(({ operation }) => operation === `POST /case-${index}`)?.findings ?? [];
            const places = (part: string): number =>
              found.filter((one) => one.part === part && one.message === message).length;
            expect([places("request"), places("response")]).toEqual([names.length, names.length]);
          }
        }
      }),
      { numRuns: 4 },
    );
  },
  timeout,
);
