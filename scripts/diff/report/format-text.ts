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

const control = "\u001b[";
const colors = { breaking: "31", approved: "33", compatible: "32", bold: "1", dim: "2" } as const;
const marks = { breaking: "✗", approved: "~", compatible: "+" } as const;
type Paint = (style: keyof typeof colors, text: string) => string;

/** The most operations, and places of each, that are named of what breaks nothing. What breaks is named whole. */
const mostNamed = 12;

/** Formats a report for a terminal: what breaks first, colour only if asked for. */
export function formatText(report: Report, color: boolean): string {
  const paint: Paint = (style, text) => (color ? `${control}${colors[style]}m${text}${control}0m` : text);
  const statements = statementsOf(report);
  const lines = [paint("bold", `${printable(report.before)} → ${printable(report.after)}`), judged];
  lines.push(summary(report, statements));
  for (const kind of ["breaking", "approved", "compatible"] as const) {
    const ofKind = statements.filter((statement) => statement.kind === kind);
    if (ofKind.length === 0) continue;
    lines.push("", paint(kind, headings[kind].toUpperCase()), ...ofKind.flatMap((one) => statementLines(one, paint)));
  }
  lines.push("", "what to edit:", ...editLines(report).map((line) => `  ${printable(line)}`));
  if (statements.some(isCut)) lines.push("", `all of it: \`${printable(wholeReport(report))}\``);
  return [...lines, "", paint("bold", releaseText(report))].join("\n");
}

function isCut({ kind, concerned }: Statement): boolean {
  return (
    kind === "compatible" &&
    [concerned, ...concerned.map(({ findings }) => findings)].some((list) => list.length > mostNamed)
  );
}

function statementLines(statement: Statement, paint: Paint): string[] {
  const { kind, text, concerned } = statement;
  const most = kind === "compatible" ? mostNamed : Number.POSITIVE_INFINITY;
  const [only] = concerned;
  const reasons = reasonsOf(statement).map((reason) => `      ${paint("dim", `because ${printable(reason)}`)}`);
  const head = `  ${paint(kind, marks[kind])} ${printable(text)}`;
  // A statement that names its operation needs no list of them.
  if (only && text.startsWith(`${only.operation} `)) {
    const method = affectedMethod(only);
    const places = placesOf(only, kind !== "compatible");
    return [[head, ...(method ? [`(${method})`] : []), ...places].join(" ").trimEnd(), ...reasons];
  }
  const named = concerned
    .slice(0, most)
    .map((one) => `      ${concernedText(one, most, kind !== "compatible", paint)}`);
  const more = concerned.length - named.length;
  return [head, ...reasons, ...named, ...(more > 0 ? [`      ${paint("dim", `… and ${more} more operations`)}`] : [])];
}

function concernedText(concerned: Concerned, most: number, withFingerprints: boolean, paint: Paint): string {
  const places = placesOf(concerned, withFingerprints);
  const more = places.length > most ? [`… ${places.length - most} more`] : [];
  const method = affectedMethod(concerned);
  const list = [...places.slice(0, most), ...more].filter((place) => place !== "").join(", ");
  const name = paint("bold", printable(concerned.operation)) + (method ? ` (${method})` : "");
  return list === "" ? name : `${name}: ${printable(list)}`;
}

/** Escapes what moves a cursor or changes the reading direction: a spec's text may hold it. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    return `\\u${character.codePointAt(0)?.toString(16).padStart(4, "0")}`;
  });
}
