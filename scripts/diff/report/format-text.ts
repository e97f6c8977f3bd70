import type { OperationReport, Report, Severity } from "./report.ts";
import { affectedMethod, changeWord, editLines, findingLines, releaseText, summary } from "./report-lines.ts";

const control = "\u001b[";
const colors = { breaking: "31", compatible: "32", bold: "1", dim: "2" } as const;
type Paint = (style: keyof typeof colors, text: string) => string;

/** Formats a report for a terminal: breaking operations first, colour only if asked for. */
export function formatText(report: Report, color: boolean): string {
  const paint: Paint = (style, text) => (color ? `${control}${colors[style]}m${text}${control}0m` : text);
  const lines = [paint("bold", `${printable(report.before)} → ${printable(report.after)}`), summary(report)];
  for (const severity of ["breaking", "compatible"] as const) {
    const operations = report.operations.filter((operation) => operation.severity === severity);
    if (operations.length > 0) lines.push("", ...section(severity, operations, paint));
  }
  lines.push("", paint("bold", releaseText(report)), "what to edit:");
  lines.push(...editLines(report).map((line) => `  ${printable(line)}`));
  return lines.join("\n");
}

function section(severity: Severity, operations: readonly OperationReport[], paint: Paint): string[] {
  return [
    paint(severity, severity.toUpperCase()),
    ...operations.flatMap((operation) => operationLines(operation, paint)),
  ];
}

function operationLines(report: OperationReport, paint: Paint): string[] {
  const method = affectedMethod(report);
  const { shown, more } = findingLines(report);
  const findings = shown.map(({ severity, text }) => {
    return `    ${paint(severity, severity === "breaking" ? "✗" : "+")} ${printable(text)}`;
  });
  const rest = more > 0 ? [`    ${paint("dim", `… and ${more} more (--format json has them all)`)}`] : [];
  return [
    `  ${paint("bold", printable(report.operation))}${changeWord(report)}${method ? `, affects ${paint("bold", method)}` : ""}`,
    ...findings,
    ...rest,
  ];
}

/** Escapes what moves a cursor or changes the reading direction: a spec's text may hold it. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    return `\\u${character.codePointAt(0)?.toString(16).padStart(4, "0")}`;
  });
}
