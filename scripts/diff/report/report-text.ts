import { commandText } from "../../command-text.ts";
import { count } from "../../count.ts";
import { nextVersionRule } from "./advice.ts";
import type { Report } from "./report.ts";
import type { Concerned, Statement } from "./statements.ts";

/** What the report judges, and what not. */
export const judged: string =
  "judged is source: code that compiled, and requests that were valid; not the wire between running programs";

export const headings: Readonly<Record<Statement["kind"], string>> = {
  breaking: "Breaking",
  approved: "Approved",
  compatible: "Compatible",
};

export function summary({ operations, wordingOnly }: Report, statements: readonly Statement[]): string {
  if (operations.length + wordingOnly.length === 0) return "no operation differs";
  const breaking = operations.filter(({ severity }) => severity === "breaking").length;
  const findings = operations.flatMap((operation) => operation.findings);
  const approved = findings.filter(({ approval }) => approval !== undefined).length;
  const counts = [
    `${breaking} breaking`,
    `${operations.length - breaking} compatible`,
    `${wordingOnly.length} docs only`,
  ];
  return [
    `operations that differ: ${counts.join(", ")}`,
    `${count(findings.length, "finding")} in ${count(statements.length, "statement")}`,
    ...(approved > 0 ? [`${approved} approved`] : []),
  ].join("; ");
}

/** Returns the findings of one operation as places with fingerprints; no place if the statement names the operation. */
export function placesOf({ findings }: Concerned, withFingerprints: boolean): string[] {
  return findings.map(({ at, fingerprint }) =>
    [at, ...(withFingerprints ? [`[${fingerprint}]`] : [])].join(" ").trim(),
  );
}

/** Returns the reasons for which the findings of a statement are approved. */
export function reasonsOf({ concerned }: Statement): string[] {
  const reasons = concerned.flatMap(({ findings }) => findings.map(({ approval }) => approval ?? ""));
  return [...new Set(reasons)].filter((reason) => reason !== "");
}

/** Returns the affected facade method. Callers of `orq.call` know their operation by its key. */
export function affectedMethod({ affects }: Concerned): string | undefined {
  return affects === "orq.call" ? undefined : affects;
}

export function editLines({ edits, operations, after, release }: Report): readonly string[] {
  if (edits.length > 0) return edits;
  if (release === "major") return [`the lines that \`${commandText("impact", after)}\` names`];
  return [operations.length > 0 ? "nothing by hand: the types follow" : "nothing"];
}

/** Returns the last line of a report. */
export function releaseText({ release, nextVersion }: Report): string {
  if (nextVersion === undefined) return `release needed: ${release}`;
  return `release needed: ${release}; next version: ${nextVersion} (${nextVersionRule(nextVersion)})`;
}

/** Returns the command whose report leaves nothing out. */
export function wholeReport({ before, after }: Report): string {
  return commandText("diff", before, after, "--format json");
}
