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
  const title = `## Spec: ${code(report.before)} → ${code(report.after)}`;
  const whole = `The whole report: ${code(`${wholeReport(report)} > report.json`)}`;
  const release = `**${releaseText(report)}**`;
  const head = [title, "", `${capital(judged)}.`, "", summary(report, statements)];
  const tail = ["", whole, "", release];
  const room = new Room(mostCharacters - lengthOf([...head, ...tail]));
  const breaking = statements.filter(({ kind }) => kind === "breaking");
  const rest = statements.filter(({ kind }) => kind !== "breaking");
  const body = [
    ...section(`### ${headings.breaking}`, breaking.map(statementLines), "statements", room),
    ...section(
      "### What to edit",
      editLines(report).map((line) => [`- ${plain(line)}`]),
      "instructions",
      room,
    ),
    ...(["approved", "compatible"] as const).flatMap((kind) => {
      const ofKind = rest.filter((statement) => statement.kind === kind);
      const summaryLine = `<details><summary>${headings[kind]} (${ofKind.length})</summary>`;
      return section(summaryLine, ofKind.map(statementLines), "statements", room, "</details>");
    }),
  ];
  return [...head, ...body, ...tail].join("\n");
}

/** The characters that are left for a report. */
class Room {
  #left: number;

  constructor(characters: number) {
    this.#left = characters;
  }

  /** Takes the room of some lines, if there is as much. */
  take(lines: readonly string[]): boolean {
    if (lengthOf(lines) > this.#left) return false;
    this.#left -= lengthOf(lines);
    return true;
  }
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

/** Returns a section with as many items as there is room for, and the number of those that are left out. */
function section(title: string, items: readonly string[][], noun: string, room: Room, end?: string): string[] {
  if (items.length === 0) return [];
  const frame = ["", title, "", `- … and ${items.length} more ${noun}`, ...(end === undefined ? [] : ["", end])];
  if (!room.take(frame)) return [];
  const shown = items.filter((lines) => room.take(lines));
  const more = items.length - shown.length;
  const rest = more > 0 ? [`- … and ${more} more ${noun}`] : [];
  return ["", title, "", ...shown.flat(), ...rest, ...(end === undefined ? [] : ["", end])];
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

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

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
