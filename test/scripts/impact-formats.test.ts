import { expect, test } from "vitest";
import { formatReport } from "../../scripts/impact/format-report.ts";
import type { ImpactError, ImpactReport, ProjectImpact } from "../../scripts/impact/report.ts";

// Text as a hostile spec or file name has it.
const hostile: ImpactError = {
  file: "src/a,b:c%.ts",
  line: 3,
  column: 5,
  code: "TS2339",
  message: "Property 'x`y' is missing\u001b[31m\r\n  Because of ::warning::that \u202e100%\n  In the end",
  reads: true,
  operation: "GET /v2/things",
  key: "x`y",
  finding: { severity: "breaking", part: "response", at: "200 .x", message: "is gone\n::error::" },
};
const project: ProjectImpact = {
  workspace: "packages/app",
  project: "packages/app/tsconfig.json",
  pin: "2026-06-01",
  replaced: "2026-05-20",
  throughFacade: false,
  comparedWith: "2026-05-20",
  otherPins: [],
  errorsBefore: 1,
  errors: [hostile],
  facadeErrors: [],
  goneMethods: [],
};
const report: ImpactReport = { pin: "2026-06-01", projects: [project], skipped: ["packages/b: \u001b[2Jnothing"] };

test("text: one line an error, and what explains it below", () => {
  expect(formatReport(report, "text").split("\n")).toEqual([
    "2026-06-01 breaks 1 of 1 project",
    "",
    "packages/app/tsconfig.json: 1 new error with 2026-06-01 in the place of 2026-05-20",
    "  1 error before, in the files that depend on the pin",
    "  src/a,b:c%.ts:3:5 TS2339: Property 'x`y' is missing … In the end",
    "      GET /v2/things, x`y: response 200 .x: is gone\\u000a::error::",
    "",
    "skipped   packages/b: nothing",
  ]);
});

test("github: an annotation an error, whose text cannot end it or begin another", () => {
  expect(formatReport(report, "github").split("\n")).toEqual([
    "::error file=src/a%2Cb%3Ac%25.ts,line=3,col=5,title=TS2339::Property 'x`y' is missing … In the end (GET /v2/things, x`y: response 200 .x: is gone\\u000a::error::)",
    "::notice::2026-06-01 breaks 1 of 1 project",
  ]);
});

test("markdown: foreign text is code, and nothing in it is markup", () => {
  expect(formatReport(report, "markdown").split("\n")).toEqual([
    "### Impact: `2026-06-01 breaks 1 of 1 project`",
    "",
    "- `packages/app/tsconfig.json: 1 new error with 2026-06-01 in the place of 2026-05-20`",
    "  - `1 error before, in the files that depend on the pin`",
    "  - `src/a,b:c%.ts:3:5` TS2339: ``Property 'x`y' is missing … In the end``",
    "    - ``GET /v2/things, x`y: response 200 .x: is gone\\u000a::error::``",
    "- skipped: `packages/b: nothing`",
  ]);
});

test("markdown is bounded, and counts what it leaves out", () => {
  const errors = Array.from({ length: 2000 }, (_, index) => ({ ...hostile, line: index + 1 }));
  const text = formatReport({ ...report, projects: [{ ...project, errors }] }, "markdown");
  expect(text.length).toBeLessThan(16_000);
  const shown = text.match(/TS2339/g)?.length ?? 0;
  expect(shown).toBeGreaterThan(20);
  expect(text).toContain(`\n… and ${2000 - shown} errors more`);
});

test("json is the whole report", () => {
  expect(JSON.parse(formatReport(report, "json"))).toEqual(report);
});

test("errors of orq-client itself are warnings: they are not the project's to correct", () => {
  const facade = { ...project, errors: [], facadeErrors: [hostile], throughFacade: true, goneMethods: ["things.list"] };
  const text = formatReport({ ...report, projects: [facade] }, "text");
  expect(text).toContain("2026-05-20 of orq-client");
  expect(text).toContain("  orq-client has no things.list then: the operation is gone");
  expect(text).toContain("  in orq-client itself:\n  src/a,b:c%.ts:3:5");
  expect(formatReport({ ...report, projects: [facade] }, "github")).toMatch(/^::warning file=/);
});
