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

test("text: what breaks first, what it affects, what to edit, and the release at the end", async () => {
  expect(formatReport(await example(), "text", { color: false })).toBe(`old → new
judged is source: code that compiled, and requests that were valid; not the wire between running programs
operations that differ: 2 breaking, 2 compatible, 1 docs only; 6 findings in 6 statements

BREAKING
  ✗ POST /pets is gone [d6cdfa29]
  ✗ response .id: may be missing now
      GET /pets (orq.pets.list): 200 .id [a7d979b0]
  ✗ response .name: may be missing now
      GET /pets (orq.pets.list): 200 .name [cd5b9b79]

COMPATIBLE
  + response .age: is new: string
      GET /pets (orq.pets.list): 200 .age
  + response .city: is new: string
      GET /shops: 200 .city
  + GET /cats is new

what to edit:
  src/contract.ts: delete the line "POST /pets"
  src/resources/pets.ts: list, where the compiler says so

release needed: major`);
});

test("markdown: for the body of a pull request, compatible statements folded", async () => {
  expect(formatReport(await example(), "markdown", { color: true })).toBe(`## Spec: \`old\` → \`new\`

Judged is source: code that compiled, and requests that were valid; not the wire between running programs.

operations that differ: 2 breaking, 2 compatible, 1 docs only; 6 findings in 6 statements

### Breaking

- \`POST /pets is gone\`: \`[d6cdfa29]\`
- \`response .id: may be missing now\`
  - \`GET /pets\`, affects \`orq.pets.list\`: \`200 .id [a7d979b0]\`
- \`response .name: may be missing now\`
  - \`GET /pets\`, affects \`orq.pets.list\`: \`200 .name [cd5b9b79]\`

### What to edit

- src/contract.ts: delete the line "POST /pets"
- src/resources/pets.ts: list, where the compiler says so

<details><summary>Compatible (3)</summary>

- \`response .age: is new: string\`
  - \`GET /pets\`, affects \`orq.pets.list\`: \`200 .age\`
- \`response .city: is new: string\`
  - \`GET /shops\`: \`200 .city\`
- \`GET /cats is new\`

</details>

The whole report: \`npm run spec:diff -- old new --format json\`

**release needed: major**`);
});

test("json: every finding with its place and its fingerprint", async () => {
  const report = await example();
  expect(JSON.parse(formatReport(report, "json", { color: true }))).toEqual(report);
  expect(report.operations[1]?.findings[0]).toEqual({
    severity: "breaking",
    part: "response",
    at: "200 .id",
    field: ".id",
    message: "may be missing now",
    fingerprint: "a7d979b0",
  });
});

test("what is said of one field in several operations is said once, and names them all", async () => {
  const get = (type: string): JsonObject => answering({ 200: pet({ id: { type } }) });
  const list = (type: string): JsonObject =>
    answering({ 200: json({ type: "array", items: { properties: { id: { type } } } }) });
  const side = (type: string): JsonObject =>
    spec({ "/a": { get: get(type) }, "/b": { get: list(type) }, "/c": { get: get("string") } });
  const text = formatReport(await diff(side("string"), side("number")), "text", { color: false });
  expect(text).toContain("2 findings in 1 statement");
  expect(text).toMatch(
    /✗ response \.id: was string, is number\n {6}GET \/a: 200 \.id \[\w{8}\]\n {6}GET \/b: 200 \[\]\.id \[\w{8}\]\n/,
  );
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
    "old → new\njudged is source: code that compiled, and requests that were valid; not the wire between running programs\n" +
      "no operation differs\n\nwhat to edit:\n  nothing\n\nrelease needed: none",
  );
});

describe("very many differences", async () => {
  const longest = 65_536;
  const paths = (count: number, schema: JsonObject): JsonObject => {
    const get = answering({ 200: json({ type: "object", properties: { shared: schema } }) });
    return Object.fromEntries(Array.from({ length: count }, (_, index) => [`/${"pets".repeat(20)}/${index}`, { get }]));
  };
  const fields = (count: number, schema: JsonObject): JsonObject =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${"field".repeat(8)}${index}`, schema]));
  const wide = (schema: JsonObject): JsonObject =>
    spec({ ...paths(30, schema), "/x": { get: answering({ 200: pet(fields(900, schema)) }) } });
  const breaking = await diff(wide(string), wide({ type: "number" }));
  const compatible = await diff(wide(string), wide({ ...string, default: "a" }));

  test("fit a pull request, which says how many are left out and how to see them", () => {
    const markdown = formatReport(breaking, "markdown", { color: false });
    expect(markdown.length).toBeLessThan(longest);
    expect(markdown).toMatch(/- … and \d+ more statements\n/);
    expect(markdown).toContain("  - … and 22 more operations");
    expect(markdown).toContain("--format json");
    expect(markdown).toContain("### What to edit");
    expect(markdown.endsWith("**release needed: major**")).toBe(true);
  });

  test("are all in the text if they break, so that each can be approved", () => {
    const text = formatReport(breaking, "text", { color: false });
    const fingerprints = breaking.operations.flatMap(({ findings }) => findings.map(({ fingerprint }) => fingerprint));
    expect(fingerprints).toHaveLength(930);
    expect(fingerprints.every((fingerprint) => text.includes(`[${fingerprint}]`))).toBe(true);
  });

  test("are cut in the text if they break nothing", () => {
    const text = formatReport(compatible, "text", { color: false });
    expect(text).toContain("… and 18 more operations");
    expect(text).toContain("all of it: `npm run spec:diff -- old new --format json`");
  });

  test("an approved and a compatible list are both counted when what breaks has taken the room", async () => {
    const mixed = await diff(
      wide(string),
      spec({ ...(wide({ type: "number" })["paths"] as JsonObject), "/y": { get: ok } }),
    );
    expect(formatReport(mixed, "markdown", { color: false })).toMatch(/<summary>Compatible \(1\)<\/summary>/);
  });
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
    expect(/### What to edit\n\n(.*)/.exec(markdown)?.[1]).not.toMatch(/(?<!\\)[<@[*]/);
  });
});
