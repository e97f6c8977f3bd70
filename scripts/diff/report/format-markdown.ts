import { printable } from "./format-text.ts";
import type { Report } from "./report.ts";
import {
  affectedMethod,
  editLines,
  headings,
  judged,
  placesOf,
  reasonsOf,
  releaseText,
  summary,
  wholeReport,
} from "./report-text.ts";
import { type Concerned, type Statement, statementsOf } from "./statements.ts";

/** GitHub takes 65,536 characters as the body of a pull request. The rest is left to what else a body says. */
const mostCharacters = 45_000;
/** The most operations of a statement, and places of an operation, that are named. */
const mostNamed = 8;

/** Formats a report for the body of a pull request, which it never fills: breaking statements first, the rest folded. */
export function formatMarkdown(report: Report): string {
  const statements = statementsOf(report);
  const ofKind = (kind: Statement["kind"]): string[][] =>
    statements.filter((statement) => statement.kind === kind).map(statementLines);
  const folded = (kind: Statement["kind"]): Section => ({
    title: `<details><summary>${headings[kind]} (${ofKind(kind).length})</summary>`,
    items: ofKind(kind),
    noun: "statements",
    end: ["", "</details>"],
  });
  const sections: Section[] = [
    { title: `### ${headings.breaking}`, items: ofKind("breaking"), noun: "statements", end: [] },
    { title: "### What to edit", items: editLines(report).map((line) => [`- ${plain(line)}`]), noun: "lines", end: [] },
    folded("approved"),
    folded("compatible"),
  ];
  const filled = sections.filter(({ items }) => items.length > 0);
  const title = `## Spec: ${code(report.before)} → ${code(report.after)}`;
  const head = [title, "", `${judged.charAt(0).toUpperCase()}${judged.slice(1)}.`, "", summary(report, statements)];
  const tail = ["", `The whole report: ${code(wholeReport(report))}`, "", `**${releaseText(report)}**`];
  let left = mostCharacters - lengthOf([...head, ...tail, ...filled.flatMap((one) => framed(one, []))]);
  const body = filled.flatMap((one) => {
    const shown = one.items.filter((lines) => {
      const fits = lengthOf(lines) <= left;
      if (fits) left -= lengthOf(lines);
      return fits;
    });
    return framed(one, shown);
  });
  return [...head, ...body, ...tail].join("\n");
}

interface Section {
  readonly title: string;
  readonly items: readonly (readonly string[])[];
  readonly noun: string;
  readonly end: readonly string[];
}

/** Returns a section with some of its items, and the number of those that are left out. */
function framed({ title, items, noun, end }: Section, shown: readonly (readonly string[])[]): string[] {
  const more = items.length - shown.length;
  return ["", title, "", ...shown.flat(), ...(more > 0 ? [`- … and ${more} more ${noun}`] : []), ...end];
}

/** Counts the characters of lines with their line ends. */
function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function statementLines(statement: Statement): string[] {
  const { kind, text, concerned } = statement;
  const [only] = concerned;
  const reasons = reasonsOf(statement).map((reason) => `  - because ${code(reason)}`);
  if (only && text.startsWith(`${only.operation} `)) return [`- ${code(text)}${aboutOf(only, kind)}`, ...reasons];
  const named = concerned.slice(0, mostNamed).map((one) => `  - ${code(one.operation)}${aboutOf(one, kind)}`);
  const more = concerned.length - named.length;
  return [`- ${code(text)}`, ...reasons, ...named, ...(more > 0 ? [`  - … and ${more} more operations`] : [])];
}

/** Returns what follows an operation: the method that it affects, and its places. */
function aboutOf(concerned: Concerned, kind: Statement["kind"]): string {
  const method = affectedMethod(concerned);
  const places = placesOf(concerned, kind !== "compatible").filter((place) => place !== "");
  const more = places.length > mostNamed ? [`… ${places.length - mostNamed} more`] : [];
  const list = [...places.slice(0, mostNamed).map(code), ...more].join(", ");
  return `${method ? `, affects ${code(method)}` : ""}${list === "" ? "" : `: ${list}`}`;
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
