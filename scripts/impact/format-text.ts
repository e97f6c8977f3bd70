import { stripVTControlCharacters } from "node:util";
import { printable } from "../diff/report/format-text.ts";
import type { ImpactError, ImpactReport, ProjectImpact } from "./report.ts";
import { causeOf, headline, notesOf, shortMessage, summaryOf } from "./report-lines.ts";

/** Formats a report for a terminal, without a limit. */
export function formatText(report: ImpactReport): string {
  const lines = [
    summaryOf(report),
    ...report.projects.flatMap((project) => ["", ...projectLines(project)]),
    ...report.skipped.flatMap((line) => ["", `skipped   ${line}`]),
  ];
  return lines.map((line) => printable(stripVTControlCharacters(line))).join("\n");
}

function projectLines(project: ProjectImpact): string[] {
  return [
    headline(project),
    ...notesOf(project).map((note) => `  ${note}`),
    ...project.errors.flatMap(errorLines),
    ...(project.facadeErrors.length > 0
      ? ["  in orq-client itself:", ...project.facadeErrors.flatMap(errorLines)]
      : []),
  ];
}

function errorLines(error: ImpactError): string[] {
  const { file, line, column, code } = error;
  const cause = causeOf(error);
  return [`  ${file}:${line}:${column} ${code}: ${shortMessage(error)}`, ...(cause === "" ? [] : [`      ${cause}`])];
}
