import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { diffSpecs } from "../../scripts/diff/diff-specs.ts";
import { readSpec } from "../../scripts/diff/read-spec.ts";
import type { Report } from "../../scripts/diff/report/report.ts";
import { contract } from "../../src/contract.ts";

/** One pair of specs, and what somebody else's generator listed between them. */
interface LabelledPair {
  readonly old: string;
  readonly new: string;
  readonly exactOperationSet: boolean;
  readonly operations: Readonly<Record<"breaking" | "changed" | "added" | "deleted" | "deprecated", readonly string[]>>;
}

/**
 * `tsx test/bench/diff-agreement.ts <labels.json>`: how far `spec:diff` agrees with what another generator listed, for each pair of
 * spec files that stand beside the labels.
 */
const [labels = ""] = process.argv.slice(2);
const folder = dirname(labels);
for (const pair of JSON.parse(readFileSync(labels, "utf8")) as LabelledPair[]) {
  const [old, now] = [readSpec(join(folder, pair.old), "."), readSpec(join(folder, pair.new), ".")];
  const start = process.cpuUsage();
  const report = await diffSpecs(old, now, { beforeName: pair.old, afterName: pair.new, served: contract });
  const { user, system } = process.cpuUsage(start);
  printAgreement(pair, report);
  console.log(`  ${((user + system) / 1e6).toFixed(1)} s CPU without reading`);
}

function printAgreement(
  { old, new: now, exactOperationSet, operations: labelled }: LabelledPair,
  report: Report,
): void {
  const named = (keep: (operation: Report["operations"][number]) => boolean): string[] =>
    report.operations.filter(keep).map(({ operation }) => operation);
  const breaking = named(({ severity }) => severity === "breaking");
  const removed = named(({ change }) => change === "removed");
  const added = named(({ change }) => change === "added");
  const any = named(() => true);
  console.log(`${old} → ${now}${exactOperationSet ? " (exact)" : ""}: ${breaking.length} breaking of ${any.length}`);
  printRecall("deleted", labelled.deleted, removed);
  printRecall("added", labelled.added, added);
  printRecall("changed", labelled.changed, any);
  printRecall("breaking", labelled.breaking, breaking);
  const listed = new Set([...labelled.changed, ...labelled.added, ...labelled.deleted, ...labelled.deprecated]);
  const outside = any.filter((operation) => !listed.has(operation));
  const outsideBreaking = breaking.filter((operation) => !listed.has(operation));
  console.log(
    `  outside the label: ${outside.length}, breaking ${outsideBreaking.length} ${outsideBreaking.join(", ")}`,
  );
  const stricter = breaking.filter((operation) => listed.has(operation) && !labelled.breaking.includes(operation));
  console.log(`  breaking here, not in the label: ${stricter.join(", ") || "none"}`);
}

function printRecall(kind: string, expected: readonly string[], found: readonly string[]): void {
  const missing = expected.filter((operation) => !found.includes(operation));
  console.log(`  ${kind}: ${expected.length - missing.length} of ${expected.length}`, missing.join(", "));
}
