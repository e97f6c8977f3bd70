import { describe, expect, test } from "vitest";
import type { Report } from "../../../scripts/diff/report/report.ts";
import type { JsonObject } from "../../../scripts/document/json.ts";
import { write } from "../../support/documents.ts";
import { type TestWorkspace, workspace } from "../../support/workspace.ts";
import { answering, json, ok, spec } from "./specs.ts";

const pet = (type: string): JsonObject => answering({ 200: json({ type: "object", properties: { id: { type } } }) });
const approvals = "openapi/approvals.yaml";
/** Of `GET /pets`, response `200 .id`: was string, is number. */
const fingerprint = "d2195f76";

/** A workspace with two pins: `first`, which is current, and `second`, in which a field has another type. */
async function twoPins(): Promise<TestWorkspace> {
  const folder = workspace();
  write(folder.root, "first.json", JSON.stringify(spec({ "/pets": { get: pet("string") } })));
  write(folder.root, "second.json", JSON.stringify(spec({ "/pets": { get: pet("number") } })));
  for (const name of ["first", "second"]) {
    expect(await folder.run("spec:pull", "--from", `${folder.root}/${name}.json`, "--pin", name)).toMatchObject({
      exitCode: 0,
    });
  }
  return folder;
}

const entry = (expires: string, of = fingerprint): string =>
  `- fingerprint: ${of}\n  reason: nobody reads it\n  expires: ${expires}\n`;

async function diffOf({ run }: TestWorkspace): Promise<Report> {
  const { printed } = await run("spec:diff", "first", "second", "--format", "json");
  return JSON.parse(printed.join("\n")) as Report;
}

test("a finding that is not approved breaks", async () => {
  const folder = await twoPins();
  const { operations, release } = await diffOf(folder);
  expect(operations[0]?.findings[0]?.fingerprint).toBe(fingerprint);
  expect(release).toBe("major");
  expect((await folder.run("spec:diff", "first", "second", "--fail-on", "breaking")).exitCode).toBe(2);
});

test.for(["second", "2999-12-31"])("an approved one breaks nothing until %s, and is listed", async (expires) => {
  const folder = await twoPins();
  write(folder.root, approvals, entry(expires));
  const { operations, release } = await diffOf(folder);
  expect(operations[0]).toMatchObject({
    severity: "compatible",
    findings: [{ severity: "breaking", approval: "nobody reads it" }],
  });
  expect(release).toBe("minor");
  const { exitCode, printed } = await folder.run("spec:diff", "first", "second", "--fail-on", "breaking");
  expect(exitCode).toBe(0);
  expect(printed.join("\n")).toContain("1 finding in 1 statement; 1 approved");
  expect(printed.join("\n")).toContain(`APPROVED
  ~ response .id: was string, is number
      because nobody reads it
      GET /pets: 200 .id [${fingerprint}]`);
  const check = await folder.run("spec:check");
  expect([check.exitCode, check.errors]).toEqual([0, []]);
});

test.for(["2026-01-31", "removed"])(
  "one that has expired with %s breaks again, and spec:check names it",
  async (expires) => {
    const folder = await twoPins();
    write(folder.root, approvals, entry(expires));
    expect((await diffOf(folder)).release).toBe("major");
    const { exitCode, printed } = await folder.run("spec:check");
    expect(exitCode).toBe(1);
    expect(printed).toEqual([
      `${approvals}: ${fingerprint} has expired (${expires}): delete the entry, or approve the finding anew`,
    ]);
  },
);

test("one that is named until a pin has expired when that pin is current, or a later one", async () => {
  const folder = await twoPins();
  write(folder.root, approvals, entry("first"));
  expect((await diffOf(folder)).release).toBe("major");
  write(folder.root, approvals, entry("second"));
  await folder.run("spec:use", "second");
  expect((await diffOf(folder)).release).toBe("major");
  expect((await folder.run("spec:check")).printed[0]).toContain("has expired (second)");
});

test("one that matches nothing is named by spec:check", async () => {
  const folder = await twoPins();
  write(folder.root, approvals, entry("2999-12-31", "a0000000"));
  const { exitCode, printed } = await folder.run("spec:check");
  expect(exitCode).toBe(1);
  expect(printed).toEqual([`${approvals}: a0000000 matches no finding around first: delete the entry`]);
});

test("one of the step to the current pin still matches, until the release is out", async () => {
  const folder = await twoPins();
  await folder.run("spec:use", "second");
  write(folder.root, approvals, entry("2999-12-31"));
  expect((await folder.run("spec:check")).exitCode).toBe(0);
});

describe("a malformed file", () => {
  test.for([
    ["fingerprint: a", "expected a list of entries with fingerprint, reason, expires"],
    ["- text", "entry 1: expected a mapping with fingerprint, reason, expires"],
    [
      `${entry("first")}  severity: low\n`,
      'entry 1: unknown key "severity"; expected one of fingerprint, reason, expires',
    ],
    [`- fingerprint: ${fingerprint}\n  expires: first\n`, "entry 1: reason: expected a string"],
    [`- fingerprint: ${fingerprint}\n  reason: x\n`, "entry 1: expires: expected a string"],
    [entry("first") + entry("second"), `entry 2: duplicate fingerprint "${fingerprint}"`],
    [entry("first", "A1"), 'entry 1: fingerprint: "A1" is not one that spec:diff prints, such as a1b2c3d4'],
    ["- a: [\n", "approvals.yaml:2: not valid YAML"],
  ] as const)("%j: one clear line", async ([content, message]) => {
    const folder = await twoPins();
    write(folder.root, approvals, content);
    for (const command of [["spec:check"], ["spec:diff", "first", "second"]]) {
      const { exitCode, errors } = await folder.run(...command);
      expect([exitCode, errors.length]).toEqual([1, 1]);
      expect(errors[0]).toContain(message);
    }
  });
});

describe("the next version", () => {
  test.for([
    ["0.1.0", "number", "release needed: major; next version: 0.2.0 (under 0.x"],
    ["1.4.2", "number", "release needed: major; next version: 2.0.0 (semver)"],
    ["0.1.3-beta.1", "string", "release needed: minor; next version: 0.1.4 (under 0.x"],
    ["1.4.2", "string", "release needed: minor; next version: 1.5.0 (semver)"],
  ] as const)("after %s", async ([version, type, expected]) => {
    const folder = workspace("copy");
    write(folder.root, "package.json", JSON.stringify({ version }));
    write(folder.root, "before.json", JSON.stringify(spec({ "/pets": { get: pet("string") } })));
    write(folder.root, "after.json", JSON.stringify(spec({ "/pets": { get: pet(type) }, "/cats": { get: ok } })));
    const { printed } = await folder.run("spec:diff", "before.json", "after.json");
    expect(printed.join("\n").split("\n").at(-1)).toContain(expected);
  });

  test("is the level alone in another repository", async () => {
    const folder = await twoPins();
    write(folder.root, "package.json", JSON.stringify({ version: "1.0.0" }));
    const { printed } = await folder.run("spec:diff", "first", "second");
    expect(printed.join("\n")).toMatch(/\nrelease needed: major$/);
  });
});

describe("two scopes", () => {
  const tagged = (tag: string, type: string): JsonObject => ({ tags: [tag], ...pet(type) });
  const whole = (type: string): JsonObject =>
    spec({ "/pets": { get: tagged("Pets", type) }, "/shops": { get: tagged("Shops", type) } });

  test("are compared on the operations that both keep", async () => {
    const { root, run } = workspace();
    write(root, "old.json", JSON.stringify(whole("string")));
    write(root, "new.json", JSON.stringify(whole("number")));
    await run("spec:pull", "--from", `${root}/old.json`, "--pin", "narrow", "--scope", "tags=Pets");
    const { printed } = await run("spec:pull", "--from", `${root}/new.json`, "--pin", "wide", "--scope", "all");
    const text = printed.join("\n");
    expect(text).toMatch(/compare +with narrow/);
    expect(text).toContain("operations that differ: 1 breaking, 0 compatible");
    expect(text).not.toContain("/shops");
    const diff = await run("spec:diff", "wide", "narrow");
    expect(diff.printed.join("\n")).toContain("operations that differ: 1 breaking, 0 compatible");
    const all = await run("spec:diff", "wide", "narrow", "--scope", "all");
    expect(all.printed.join("\n")).toContain("GET /shops is gone");
  });

  test("that have nothing in common are compared with nothing", async () => {
    const { root, run } = workspace();
    write(root, "old.json", JSON.stringify(whole("string")));
    await run("spec:pull", "--from", `${root}/old.json`, "--pin", "pets", "--scope", "tags=Pets");
    const { printed } = await run("spec:pull", "--from", `${root}/old.json`, "--pin", "shops", "--scope", "tags=Shops");
    expect(printed.join("\n")).toContain("with nothing: no current pin has an operation of this scope");
  });
});
