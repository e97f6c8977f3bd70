import { printable } from "./format-text.ts";
import type { OperationReport, Report } from "./report.ts";
import { affectedMethod, changeWord, editLines, findingLines, releaseText, summary } from "./report-lines.ts";

/** Formats a report for the body of a pull request: breaking operations open, the rest folded. */
export function formatMarkdown(report: Report): string {
  const breaking = report.operations.filter(({ severity }) => severity === "breaking");
  const compatible = report.operations.filter(({ severity }) => severity === "compatible");
  const lines = [
    `## Spec: ${code(report.before)} → ${code(report.after)}`,
    "",
    `**${releaseText(report)}**; ${summary(report)}`,
  ];
  if (breaking.length > 0) lines.push("", "### Breaking", "", ...breaking.flatMap(operationLines));
  if (compatible.length > 0) {
    lines.push("", `<details><summary>Compatible (${compatible.length})</summary>`, "");
    lines.push(...compatible.flatMap(operationLines), "", "</details>");
  }
  lines.push("", "### What to edit", "", ...editLines(report).map((line) => `- ${plain(line)}`));
  return lines.join("\n");
}

function operationLines(report: OperationReport): string[] {
  const method = affectedMethod(report);
  const { shown, more } = findingLines(report);
  return [
    `- ${code(report.operation)}${changeWord(report)}${method ? `, affects ${code(method)}` : ""}`,
    ...shown.map(({ severity, text }) => `  - ${severity === "breaking" ? "**breaking** " : ""}${code(text)}`),
    ...(more > 0 ? [`  - … and ${more} more`] : []),
  ];
}

/** Puts text into a code span. Its fence is longer than any run of backticks inside, so nothing in it is markup. */
export function code(text: string): string {
  const inside = printable(text);
  const runs = inside.match(/`+/g) ?? [];
  const fence = "`".repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  const padding = inside.startsWith("`") || inside.endsWith("`") || inside === "" ? " " : "";
  return fence + padding + inside + padding + fence;
}

/** Escapes our own sentence outside of its code spans. */
function plain(line: string): string {
  return printable(line)
    .split(/(`[^`]*`)/)
    .map((piece) => (piece.startsWith("`") ? piece : piece.replace(/[\\*_{}[\]<>#|!~&@]/g, "\\$&")))
    .join("");
}
