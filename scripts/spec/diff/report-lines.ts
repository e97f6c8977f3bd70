import type { Finding, OperationReport, Report } from "./report.ts";

/** How many findings of one operation a person is shown; `--format json` has them all. */
const mostFindings = 12;

export function findingText({ part, at, message }: Finding): string {
  if (part === "operation") return message;
  return `${[part, at].filter(Boolean).join(" ")}: ${message}`;
}

export function shownFindings({ findings }: OperationReport): {
  readonly shown: readonly Finding[];
  readonly more: number;
} {
  const isCut = findings.length > mostFindings + 1;
  const shown = isCut ? findings.slice(0, mostFindings) : findings;
  return { shown, more: findings.length - shown.length };
}

/** `2 operations breaking, 1 compatible; 3 differ in wording alone`. */
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
  return release === "none" ? "release needed: none" : `release needed: ${release}`;
}

export function editLines({ edits, operations }: Report): readonly string[] {
  if (edits.length > 0) return edits;
  return [operations.length > 0 ? "nothing by hand: the types follow" : "nothing"];
}
