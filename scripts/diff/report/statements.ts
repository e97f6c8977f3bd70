import type { Finding, OperationReport, Report, Severity } from "./report.ts";

/** One operation that a statement is true of, and the findings that say so. */
export interface Concerned {
  readonly operation: string;
  readonly affects: string;
  readonly findings: readonly Finding[];
}

/** What is said of one field, once for all operations that it concerns. */
export interface Statement {
  /** `approved`: it would break, but each of its findings is approved. */
  readonly kind: Severity | "approved";
  readonly text: string;
  readonly concerned: readonly Concerned[];
}

/** Groups the findings of a report by their cause: the same message about the same field is one statement. */
export function statementsOf({ operations }: Report): Statement[] {
  const groups = new Map<string, { kind: Statement["kind"]; text: string; concerned: Concerned[] }>();
  for (const report of operations) {
    const { operation, affects } = report;
    for (const finding of report.findings) {
      const kind = finding.approval === undefined ? finding.severity : "approved";
      const text = textOf(report, finding);
      const key = JSON.stringify([kind, text]);
      const group = groups.get(key) ?? { kind, text, concerned: [] };
      groups.set(key, group);
      const last = group.concerned.at(-1);
      if (last?.operation !== operation) group.concerned.push({ operation, affects, findings: [finding] });
      else group.concerned[group.concerned.length - 1] = { ...last, findings: [...last.findings, finding] };
    }
  }
  return [...groups.values()];
}

function textOf({ operation, change }: OperationReport, { part, field, message }: Finding): string {
  if (change !== "changed") return `${operation} ${message}`;
  return part === "operation" ? message : `${part} ${field}: ${message}`;
}
