import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json, JsonObject } from "../../../scripts/document/json.ts";
import { checkTypes } from "../../../scripts/types/check-types.ts";
import { generateTypes } from "../../../scripts/types/generate-types.ts";
import { markGone } from "../../../scripts/types/mark-gone.ts";
import { documentWith, operation, write } from "../../support/documents.ts";
import { editorOver } from "../../support/editor-service.ts";
import { struckThrough } from "../../support/struck-through.ts";
import { workspace } from "../../support/workspace.ts";

const next = "2026-08-21";
const reason = `Gone in the pin ${next}.`;

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: "object", properties, ...more });
const text: JsonObject = { type: "string" };

test("a field of a component is struck through once, when all operations have lost it", async () => {
  const schemas = (thing: JsonObject): JsonObject => ({ Thing: object(thing) });
  const marks = await marksOf(
    document({ "/a": ref("Thing"), "/b": ref("Thing") }, schemas({ id: text, old: text })),
    document({ "/a": ref("Thing"), "/b": ref("Thing") }, schemas({ id: text })),
  );
  expect(marks).toEqual([`components > schemas > Thing > old: ${reason}`]);
});

test("a field that one operation keeps is not struck through", async () => {
  const marks = await marksOf(
    document({ "/a": ref("Thing"), "/b": ref("Thing") }, { Thing: object({ id: text, old: text }) }),
    document({ "/a": ref("Thing"), "/b": object({ id: text }) }, { Thing: object({ id: text, old: text }) }),
  );
  expect(marks).toEqual([]);
});

test("another name of a component is no loss of its fields, only of the name", async () => {
  const marks = await marksOf(
    document({ "/a": ref("Thing") }, { Thing: object({ id: text, old: text, self: ref("Thing") }) }),
    document({ "/a": ref("Item") }, { Item: object({ id: text, self: ref("Item") }) }),
  );
  expect(marks).toEqual([`components > schemas > Thing: ${reason}`, `components > schemas > Thing > old: ${reason}`]);
});

test("what the next pin holds open, or inherits, is not gone", async () => {
  const marks = await marksOf(
    document({
      "/a": object({ map: object({ a: text }), any: object({ a: text }), part: object({ a: text, b: text }) }),
    }),
    document({
      "/a": object({
        map: { type: "object", additionalProperties: text },
        any: {},
        part: { allOf: [object({ a: text }), { anyOf: [object({ b: text }), object({ c: text })] }] },
      }),
    }),
  );
  expect(marks).toEqual([]);
});

test("the members of a union are told apart by their fixed values", async () => {
  const member = (type: string, fields: JsonObject): JsonObject => object({ type: { const: type }, ...fields });
  const marks = await marksOf(
    document({ "/a": { oneOf: [member("x", { shared: text, own: text }), member("y", { shared: text })] } }),
    document({ "/a": { oneOf: [member("x", { own: text }), member("y", { shared: text })] } }),
  );
  expect(marks).toEqual([`paths > /a > get > responses > 200 > content > application/json > shared: ${reason}`]);
});

test("a reply under another success status, or of another media type, is the same reply", async () => {
  const document = (status: string, media: string, fields: JsonObject): JsonObject => {
    const responses = { [status]: { description: "", content: { [media]: { schema: object(fields) } } } };
    return documentWith("get", "/a", { paths: { "/a": { get: operation({ responses }) } } });
  };
  const marks = await marksOf(
    document("200", "application/json", { id: text, old: text }),
    document("201", "application/vnd.thing+json", { id: text }),
  );
  expect(marks).toEqual([`paths > /a > get > responses > 200 > content > application/json > old: ${reason}`]);
});

test("what the spec calls deprecated stays so, and gets the reason", async () => {
  const old = { type: "string", format: "uri", deprecated: true, description: "Old.", example: "x" };
  const kept = { type: "string", deprecated: true };
  const before = document({ "/a": object({ kept, old }) });
  const types = await typesOf(before, document({ "/a": object({ kept }) }));
  const at = "paths > /a > get > responses > 200 > content > application/json";
  expect(struckThrough(types)).toEqual([`${at} > kept: `, `${at} > old: ${reason}`]);
  expect(types).toMatch(/\* Format: uri\n +\* @deprecated Gone in the pin 2026-08-21\.\n +\* @description Old\.\n/);
});

test("values that are gone are named by the comment of their field, which is struck through if none is left", async () => {
  const values = (...names: Json[]): JsonObject => ({ enum: names });
  const list = (...names: Json[]): JsonObject => ({ type: "array", items: values(...names) });
  const types = await typesOf(
    document({
      "/a": object({ some: values("a", "*/b", 3), all: values("a"), open: values("a"), list: list("a", "b") }),
    }),
    document({ "/a": object({ some: values("a", "c"), all: values("z"), open: text, list: list("b") }) }),
  );
  const at = "paths > /a > get > responses > 200 > content > application/json";
  expect(struckThrough(types)).toEqual([`${at} > all: Gone in the pin ${next}: "a".`]);
  const editor = editorOver({
    "openapi.d.ts": types,
    "consumer.ts": `import type { paths } from "./openapi.d.ts";
type Reply = paths["/a"]["get"]["responses"][200]["content"]["application/json"];
export const use = (reply: Reply): unknown => [reply.some, reply.list, reply.open];
`,
  });
  expect(editor.textAt("consumer.ts", "some")).toBe(`Gone in the pin ${next}: "*\\/b", 3.`);
  expect(editor.textAt("consumer.ts", "list")).toBe(`Gone in the pin ${next}: "a".`);
  expect(editor.textAt("consumer.ts", "open")).toBe("");
});

const prose = fc
  .array(fc.constantFrom("*/", "/*", "`", "\n", "\r\n", "}", " * ", "@example ", "{", "//", "a"), { maxLength: 4 })
  .map((pieces) => pieces.join(""));
const leaf = fc.record({ type: fc.constant("string"), description: prose, title: prose }, { requiredKeys: ["type"] });

/** An object schema of a few fields, some of which are objects again. */
const { fields } = fc.letrec<{ fields: JsonObject; field: JsonObject }>((tie) => ({
  fields: fc
    .dictionary(fc.constantFrom("a", "b", "c", "toString", "a b"), tie("field"), { minKeys: 1, maxKeys: 4 })
    .map((properties) => object(properties)),
  field: fc.oneof({ depthSize: "small" }, leaf, tie("fields")),
}));

/** Returns the schema without every second field, and the fields that are gone. */
function thinned(schema: JsonObject, at: readonly string[] = []): { schema: JsonObject; gone: string[] } {
  const gone: string[] = [];
  const kept: JsonObject = {};
  for (const [index, [name, field]] of Object.entries(schema["properties"] as Record<string, JsonObject>).entries()) {
    const place = [...at, name];
    if (index % 2 === 1) gone.push(place.join(" > "));
    else if (field["properties"] === undefined) kept[name] = field;
    else {
      const inner = thinned(field, place);
      kept[name] = inner.schema;
      gone.push(...inner.gone);
    }
  }
  return { schema: object(kept), gone };
}

test("exactly the fields that are gone are struck through, at any depth", async () => {
  await fc.assert(
    fc.asyncProperty(fields, async (schema) => {
      const after = thinned(schema);
      const [now, later] = [document({ "/a": schema }), document({ "/a": after.schema })];
      const types = await generateTypes(now);
      const marked = markGone(types, await generateTypes(later), next);
      const at = "paths > /a > get > responses > 200 > content > application/json";
      expect(struckThrough(marked).toSorted()).toEqual(
        after.gone.map((place) => `${at} > ${place}: ${reason}`).toSorted(),
      );
      expect(checkTypes(marked, next)).toBeUndefined();
    }),
    { numRuns: 30 },
  );
});

/** A document whose operations answer `GET` with these schemas. */
function document(replies: JsonObject, schemas: JsonObject = {}): JsonObject {
  const paths = Object.entries(replies).map(([path, schema]) => {
    const responses = { "200": { description: "", content: { "application/json": { schema } } } };
    return [path, { get: operation({ responses }) }];
  });
  return documentWith("get", "/", { paths: Object.fromEntries(paths), components: { schemas } });
}

async function marksOf(before: JsonObject, after: JsonObject): Promise<string[]> {
  return struckThrough(await typesOf(before, after));
}

/** The types of one document, with what another one no longer has struck through. */
async function typesOf(before: JsonObject, after: JsonObject): Promise<string> {
  const { root, run } = workspace("empty");
  for (const [pin, spec] of Object.entries({ now: before, [next]: after })) {
    const file = write(root, `${pin}.json`, JSON.stringify(spec));
    expect(await run("spec:pull", "--from", file, "--pin", pin, "--accept")).toMatchObject({ errors: [] });
  }
  expect(await run("spec:generate", "--next", next)).toMatchObject({ errors: [] });
  return readFileSync(join(root, "generated/now/openapi.d.ts"), "utf8");
}
