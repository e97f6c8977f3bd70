import type { Finding, OperationReport, Report, Severity } from "./report.ts";

/** The most lines shown of one operation, and the most places in one line. `--format json` has them all. */
const mostLines = 12;
const mostPlaces = 6;

export interface FindingLine {
  readonly severity: Severity;
  readonly text: string;
}

/** Returns the findings of one operation as lines. Findings that say the same of several places share a line. */
export function findingLines({ findings }: OperationReport): {
  readonly shown: readonly FindingLine[];
  readonly more: number;
} {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.severity, finding.part, headOf(finding.at), finding.message]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const lines = [...groups.values()].flatMap((group) => lineOf(group) ?? []);
  const shown = lines.length > mostLines + 1 ? lines.slice(0, mostLines) : lines;
  return { shown, more: lines.length - shown.length };
}

function lineOf(group: readonly Finding[]): FindingLine | undefined {
  const [first] = group;
  if (!first) return undefined;
  const { severity, part, message } = first;
  if (part === "operation") return { severity, text: message };
  const head = headOf(first.at);
  const places = group.map(({ at }) => at.slice(head.length).trim());
  const shown =
    places.length > mostPlaces + 1 ? [...places.slice(0, mostPlaces), `… ${places.length - mostPlaces} more`] : places;
  return { severity, text: `${[part, head, shown.join(", ")].filter(Boolean).join(" ")}: ${message}` };
}

/** Returns what precedes the field, such as `200 (text/event-stream)` of `200 (text/event-stream) .data`. */
function headOf(at: string): string {
  return /^\S*(?: \([^)]*\))?(?= [.[]|$)/.exec(at)?.[0] ?? at;
}

/** Returns what became of the operation as a whole. It follows the operation's name. */
export function changeWord({ change }: OperationReport): string {
  return { added: " is new", removed: " is gone", changed: "" }[change];
}

/** Returns the affected facade method. Callers of `orq.call` know their operation by its key. */
export function affectedMethod({ affects }: OperationReport): string | undefined {
  return affects === "orq.call" ? undefined : affects;
}

export function summary({ operations, wordingOnly }: Report): string {
  const breaking = operations.filter(({ severity }) => severity === "breaking").length;
  const counts = [
    `${breaking} breaking`,
    `${operations.length - breaking} compatible`,
    `${wordingOnly.length} docs only`,
  ];
  if (operations.length + wordingOnly.length === 0) return "no operation differs";
  return `operations that differ: ${counts.join(", ")}`;
}

export function releaseText({ release }: Report): string {
  return `release needed: ${release}`;
}

export function editLines({ edits, operations }: Report): readonly string[] {
  if (edits.length > 0) return edits;
  return [operations.length > 0 ? "nothing by hand: the types follow" : "nothing"];
}
