import { diffSpecs } from "../diff/diff-specs.ts";
import type { Finding, Report } from "../diff/report/report.ts";
import type { JsonObject } from "../document/json.ts";
import { keepOperations } from "../document/keep-operations.ts";
import { operationsOf } from "../document/operation.ts";
import type { Cause, ImpactError } from "./report.ts";

/** Returns a function that finds the difference of two specs that explains one of these errors. */
export async function findings(
  errors: readonly ImpactError[],
  before: () => JsonObject,
  after: () => JsonObject,
): Promise<(error: ImpactError) => Cause | undefined> {
  const concerned = new Set(errors.map(({ operation }) => operation));
  if (errors.every(({ operation }) => operation === undefined)) return () => undefined;
  const operationsBefore = new Set(operationsOf(before()));
  // Comparing takes long, so only what is concerned is compared. What is new may be the successor of what is gone.
  const report = await diffSpecs(
    keepOperations(
      before(),
      [...operationsBefore].filter((name) => concerned.has(name)),
    ),
    keepOperations(
      after(),
      operationsOf(after()).filter((name) => concerned.has(name) || !operationsBefore.has(name)),
    ),
    { beforeName: "before", afterName: "after", served: {} },
  );
  return (error) => explain(report, error);
}

function explain(report: Report, { operation, key, reads }: ImpactError): Cause | undefined {
  // Without the operation, a common name such as `id` would be explained by any other one.
  const changed = report.operations.find((each) => each.operation === operation);
  if (changed === undefined) return undefined;
  if (changed.change === "removed") {
    return changed.findings[0] ?? { severity: "breaking", part: "operation", at: "", message: "is gone" };
  }
  const isOnSide = ({ part }: Finding): boolean => (part !== "request") === reads;
  // Better ones first: what is read is explained by a response, and a break by what breaks.
  const rank = (finding: Finding): number =>
    (isOnSide(finding) ? 0 : 4) +
    (finding.severity === "breaking" ? 0 : 2) +
    (key !== undefined && stepsOf(finding).includes(key) ? 0 : 1);
  const found = changed.findings.toSorted((a, b) => rank(a) - rank(b));
  if (key === undefined) {
    const breaking = found.filter((finding) => isOnSide(finding) && finding.severity === "breaking");
    return breaking.length === 1 ? breaking[0] : undefined;
  }
  const named = found.filter((finding) => stepsOf(finding).includes(key));
  // A field that is read may be gone because the whole response is another one.
  return found.find(
    (finding) => named.includes(finding) || (reads && isOnSide(finding) && stepsOf(finding).length <= 1),
  );
}

/** Splits a place such as `200 .data[].display_name` into its names. */
function stepsOf({ at }: Finding): string[] {
  return at.split(/[\s.[\]()"]+/).filter((step) => step !== "");
}
