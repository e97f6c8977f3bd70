import { stripVTControlCharacters } from "node:util";
import { printable } from "../diff/report/format-text.ts";
import type { ImpactError, ImpactReport } from "./report.ts";
import { causeOf, shortMessage, summaryOf } from "./report-lines.ts";

/** Formats a report as workflow commands of GitHub: an annotation on each line that breaks. */
export function formatGithub(report: ImpactReport): string {
  const annotations = report.projects.flatMap(({ errors, facadeErrors }) => [
    ...errors.map((error) => annotation("error", error)),
    ...facadeErrors.map((error) => annotation("warning", error)),
  ]);
  return [...annotations, `::notice::${data(summaryOf(report))}`].join("\n");
}

function annotation(level: "error" | "warning", error: ImpactError): string {
  const { file, line, column, code } = error;
  const place = `file=${property(file)},line=${line},col=${column},title=${property(code)}`;
  const cause = causeOf(error);
  return `::${level} ${place}::${data(cause === "" ? shortMessage(error) : `${shortMessage(error)} (${cause})`)}`;
}

function data(text: string): string {
  return printable(stripVTControlCharacters(text)).replaceAll("%", "%25");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
