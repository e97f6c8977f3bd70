import { formatMarkdown } from "./format-markdown.ts";
import { formatText } from "./format-text.ts";
import type { Report } from "./report.ts";

export const formats = ["text", "markdown", "json"] as const;
export type Format = (typeof formats)[number];

/** Returns the report as text without a final newline. Only the text format has colour. */
export function formatReport(report: Report, format: Format, { color }: { readonly color: boolean }): string {
  if (format === "json") return JSON.stringify(report, null, 2);
  return format === "markdown" ? formatMarkdown(report) : formatText(report, color);
}
