import { formatGithub } from "./format-github.ts";
import { formatMarkdown } from "./format-markdown.ts";
import { formatText } from "./format-text.ts";
import type { ImpactReport } from "./report.ts";

export const formats = ["text", "markdown", "json", "github"] as const;

/** Returns the report as text without a final newline. */
export function formatReport(report: ImpactReport, format: (typeof formats)[number]): string {
  if (format === "json") return JSON.stringify(report, null, 2);
  if (format === "github") return formatGithub(report);
  return format === "markdown" ? formatMarkdown(report) : formatText(report);
}
