import { stripVTControlCharacters } from "node:util";
import { count } from "../count.ts";
import { code } from "../diff/report/format-markdown.ts";
import type { ImpactError, ImpactReport, ProjectImpact } from "./report.ts";
import { causeOf, headline, notesOf, shortMessage, summaryOf } from "./report-lines.ts";

/** The body of a pull request takes 65,536 characters, and has more to say than this. */
const mostCharacters = 15_000;

/** Formats a report for the body of a pull request: as much as fits, and how many errors do not. */
export function formatMarkdown(report: ImpactReport): string {
  const shown: string[] = [`### Impact: ${span(summaryOf(report))}`, ""];
  let length = 0;
  let hiddenErrors = 0;
  const skipped = report.skipped.map((line) => ({ text: `- skipped: ${span(line)}`, errors: 0 }));
  for (const { text, errors } of [...report.projects.flatMap(projectBlocks), ...skipped]) {
    length += text.length + 1;
    if (length <= mostCharacters) shown.push(text);
    else hiddenErrors += errors;
  }
  if (hiddenErrors > 0) shown.push("", `… and ${count(hiddenErrors, "error")} more`);
  return shown.join("\n");
}

interface Block {
  readonly text: string;
  /** How many errors it tells. */
  readonly errors: number;
}

function projectBlocks(project: ProjectImpact): Block[] {
  const heading = [`- ${span(headline(project))}`, ...notesOf(project).map((note) => `  - ${span(note)}`)];
  return [
    { text: heading.join("\n"), errors: 0 },
    ...project.errors.map((error) => errorBlock(error)),
    ...project.facadeErrors.map((error) => errorBlock(error, "orq-client: ")),
  ];
}

function errorBlock(error: ImpactError, owner = ""): Block {
  const { file, line, column, code: name } = error;
  const cause = causeOf(error);
  const lines = [`  - ${owner}${span(`${file}:${line}:${column}`)} ${name}: ${span(shortMessage(error))}`];
  if (cause !== "") lines.push(`    - ${span(cause)}`);
  return { text: lines.join("\n"), errors: 1 };
}

const span = (text: string): string => code(stripVTControlCharacters(text));
