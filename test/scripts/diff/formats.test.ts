import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { formatReport } from "../../../scripts/diff/report/format-report.ts";
import type { Report } from "../../../scripts/diff/report/report.ts";
import type { JsonObject } from "../../../scripts/document/json.ts";
import { answering, diff, json, ok, spec } from "./specs.ts";

const pet = (properties: JsonObject, ...required: string[]): JsonObject =>
  json({ type: "object", properties, required });
const string: JsonObject = { type: "string" };

async function example(): Promise<Report> {
  const get = (response: JsonObject): JsonObject => answering({ 200: response });
  const old = spec({
    "/pets": { get: get(pet({ id: string, name: string }, "id", "name")), post: ok, put: { ...ok, summary: "a" } },
    "/shops": { get: get(pet({ id: string })) },
  });
  const now = spec({
    "/pets": { get: get(pet({ id: string, name: string, age: string })), put: { ...ok, summary: "b" } },
    "/shops": { get: get(pet({ id: string, city: string })) },
    "/cats": { get: ok },
  });
  return diff(old, now, { "GET /pets": "pets.list", "POST /pets": "raw" });
}

test("text: breaking operations first, what they affect, the release and the edits", async () => {
  expect(formatReport(await example(), "text", { color: false })).toBe(`old → new
operations that differ: 2 breaking, 2 compatible, 1 docs only

BREAKING
  POST /pets is gone
  GET /pets, affects orq.pets.list
    ✗ response 200 .id, .name: may be missing now
    + response 200 .age: is new: string

COMPATIBLE
  GET /shops
    + response 200 .city: is new: string
  GET /cats is new

release needed: major
what to edit:
  src/contract.ts: delete the line "POST /pets"
  src/resources/pets.ts: list, where the compiler says so`);
});

test("markdown: for the body of a pull request, compatible operations folded", async () => {
  expect(formatReport(await example(), "markdown", { color: true })).toBe(`## Spec: \`old\` → \`new\`

**release needed: major**; operations that differ: 2 breaking, 2 compatible, 1 docs only

### Breaking

- \`POST /pets\` is gone
- \`GET /pets\`, affects \`orq.pets.list\`
  - **breaking** \`response 200 .id, .name: may be missing now\`
  - \`response 200 .age: is new: string\`

<details><summary>Compatible (2)</summary>

- \`GET /shops\`
  - \`response 200 .city: is new: string\`
- \`GET /cats\` is new

</details>

### What to edit

- src/contract.ts: delete the line "POST /pets"
- src/resources/pets.ts: list, where the compiler says so`);
});

test("json: what its schema says", async () => {
  const report = await example();
  const parsed: unknown = JSON.parse(formatReport(report, "json", { color: true }));
  expect(parsed).toEqual(report);
  const require = createRequire(createRequire(import.meta.url).resolve("openapi-backend"));
  const { Ajv2020 } = require("ajv/dist/2020.js");
  const schema = new URL("../../../scripts/diff/report/report.schema.json", import.meta.url);
  const validate = new Ajv2020().compile(JSON.parse(readFileSync(schema, "utf8")));
  expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true);
});

test("colour where it is asked for, and then only as escape sequences around the same text", async () => {
  const report = await example();
  const colored = formatReport(report, "text", { color: true });
  expect(colored).toContain("\u001b[31m✗\u001b[0m");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the sequences that are looked for.
  expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(formatReport(report, "text", { color: false }));
});

test("nothing differs", async () => {
  const same = spec({ "/pets": { get: ok } });
  expect(formatReport(await diff(same, same), "text", { color: false })).toBe(
    "old → new\nno operation differs\n\nrelease needed: none\nwhat to edit:\n  nothing",
  );
});

test("an operation with very many differences is cut, and says so", async () => {
  const fields = Array.from({ length: 40 }, (_, index) => [`field${index}`, { enum: [index] }]);
  const old = spec({ "/pets": { get: answering({ 200: pet(Object.fromEntries(fields)) }) } });
  const now = spec({ "/pets": { get: answering({ 200: pet({ field0: string }) }) } });
  const report = await diff(old, now);
  expect(report.operations[0]?.findings).toHaveLength(40);
  const text = formatReport(report, "text", { color: false });
  expect(text).toContain("… and 28 more (--format json has them all)");
  expect(formatReport(report, "markdown", { color: false })).toContain("… and 28 more");
});

describe("text of a hostile spec", () => {
  const hostile = "a\u001b[2Kb\r\n\u0007\u009b31m\u202ec\u2028`x`</details><script>@everyone [l](http://evil) **b** |";
  const path = `/pets/${hostile}`;
  const at = (name: string): JsonObject =>
    spec({ [path]: { get: answering({ 200: pet({ [name]: string, id: string }) }) } });

  test("moves no cursor and turns no line", async () => {
    const text = formatReport(await diff(at(hostile), at("other")), "text", { color: false });
    expect(text).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
    expect(text).toContain("\\u001b[2Kb\\u000d\\u000a\\u0007\\u009b31m\\u202ec\\u2028");
  });

  test("stays inside code spans in markdown", async () => {
    const markdown = formatReport(await diff(at(hostile), at("other")), "markdown", { color: false });
    expect(markdown).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
    const withoutSpans = markdown.replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "");
    expect(withoutSpans).toContain("### Breaking");
    expect(withoutSpans).not.toMatch(/script|everyone|evil|\*\*b\*\*/);
  });

  test("stays inside code spans in an instruction, too", async () => {
    const served = { "GET /pets": "pets.list" };
    const report = await diff(spec({}), at("id"), served);
    const [edit] = report.edits;
    expect(edit).toContain("src/contract.ts: add");
    const markdown = formatReport(report, "markdown", { color: false });
    expect(markdown.split("### What to edit")[1]).not.toMatch(/(?<!\\)[<@[*]/);
  });
});
