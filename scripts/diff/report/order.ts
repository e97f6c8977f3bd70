import { splitOperation } from "../../document/operation.ts";
import type { Finding, OperationReport } from "./report.ts";

const severities = ["breaking", "compatible"];
const partOrder = ["operation", "request", "response", "error"];
const changes = ["removed", "changed", "added"];

type Ranked = Pick<Finding, "severity" | "part">;

/** Sorts the findings of an operation: breaking ones first, then from the request to the errors. */
export function bySeverity(a: Ranked, b: Ranked): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    partOrder.indexOf(a.part) - partOrder.indexOf(b.part)
  );
}

/** Sorts operations: breaking ones first, removed ones before added ones, then by path. */
export function byRank(a: OperationReport, b: OperationReport): number {
  const rank = ({ severity, change }: OperationReport): number =>
    severities.indexOf(severity) * changes.length + changes.indexOf(change);
  const [pathOfA = "", pathOfB = ""] = [a, b].map(({ operation }) => splitOperation(operation).path);
  return rank(a) - rank(b) || (pathOfA < pathOfB ? -1 : pathOfA > pathOfB ? 1 : 0);
}
