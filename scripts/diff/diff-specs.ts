import type { JsonObject } from "../document/json.ts";
import { operationsOf } from "../document/operation.ts";
import { generateTypes } from "../types/generate-types.ts";
import type { Contract } from "../workspace.ts";
import { plainDocument } from "./plain-document.ts";
import { differingParts, type PartName, reducedDocument } from "./reduced-document.ts";
import { editsFor, releaseFor, versionAfter } from "./report/advice.ts";
import { fingerprintOf } from "./report/fingerprint.ts";
import { byRank, bySeverity } from "./report/order.ts";
import type { Finding, OperationReport, Report, Severity } from "./report/report.ts";
import { SpecView } from "./spec-view.ts";
import { noTypes, typeProgram } from "./types/type-program.ts";
import { compareOperation, type Found } from "./walk/compare-operation.ts";
import { sidesOf } from "./walk/sides.ts";

export interface DiffOptions {
  /** What the report calls the two documents. */
  readonly beforeName: string;
  readonly afterName: string;
  /** The facade method that serves each operation, or `"raw"`. */
  readonly served: Contract;
  /** The reasons for which findings are approved, by fingerprint. Default: none. */
  readonly approved?: ReadonlyMap<string, string>;
  /** The version of the package that is released. Default: the report names the level of the release alone. */
  readonly version?: string;
}

/** Reports what callers notice when one spec replaces another. Both are parsed and normalised. */
export async function diffSpecs(before: JsonObject, after: JsonObject, options: DiffOptions): Promise<Report> {
  const { beforeName, afterName, served, approved = new Map(), version } = options;
  const [viewBefore, viewAfter] = [new SpecView(plainDocument(before)), new SpecView(plainDocument(after))];
  const [operationsBefore, operationsAfter] = [operationsOf(before), operationsOf(after)];
  const [inBefore, inAfter] = [new Set(operationsBefore), new Set(operationsAfter)];
  const added = operationsAfter.filter((operation) => !inBefore.has(operation));
  const inBoth = operationsAfter.filter((operation) => inBefore.has(operation));
  const differing = inBoth.filter(
    (operation) => contextPrint(viewBefore, operation) !== contextPrint(viewAfter, operation),
  );
  const found = await compareOperations(viewBefore, viewAfter, differing);

  const [proseBefore, proseAfter] = [new SpecView(before), new SpecView(after)];
  const wordingOnly = inBoth.filter(
    (operation) =>
      !found.has(operation) && contextPrint(proseBefore, operation) !== contextPrint(proseAfter, operation),
  );
  const whole = (message: string, severity: Severity): Found[] => [{ part: "operation", at: "", message, severity }];
  const report = (operation: string, change: OperationReport["change"], all: readonly Found[]): OperationReport => {
    const findings = all.map((one) => withFingerprint(operation, one, approved));
    const breaks = findings.some(({ severity, approval }) => severity === "breaking" && approval === undefined);
    const method = served[operation];
    return {
      operation,
      change,
      severity: breaks ? "breaking" : "compatible",
      affects: method === undefined || method === "raw" ? "orq.call" : `orq.${method}`,
      findings,
    };
  };
  const operations = [
    ...operationsBefore
      .filter((operation) => !inAfter.has(operation))
      .map((name) => report(name, "removed", whole(fateOf(name, added), "breaking"))),
    ...[...found].map(([name, findings]) => report(name, "changed", findings)),
    ...added.map((name) => report(name, "added", whole("is new", "compatible"))),
  ].sort(byRank);
  const release = releaseFor(operations, wordingOnly);
  return {
    before: beforeName,
    after: afterName,
    operations,
    wordingOnly,
    release,
    ...(version !== undefined && release !== "none" && { nextVersion: versionAfter(version, release) }),
    edits: editsFor(operations, served),
  };
}

function withFingerprint(operation: string, found: Found, approved: ReadonlyMap<string, string>): Finding {
  const { severity, part, at, field = at, message } = found;
  const fingerprint = fingerprintOf(operation, found);
  const approval = approved.get(fingerprint);
  return { severity, part, at, field, message, fingerprint, ...(approval !== undefined && { approval }) };
}

/** Says what became of an operation. Another one may serve its requests: a path parameter was renamed, a final slash changed. */
function fateOf(operation: string, added: readonly string[]): string {
  const shape = (name: string): string => name.replace(/\{[^}]*\}/g, "{}").replace(/\/$/, "");
  const successor = added.find((name) => shape(name) === shape(operation));
  return successor === undefined ? "is gone" : `is ${successor} now`;
}

/** Fingerprints everything that affects an operation, with its path's fields and the credentials that it asks for. */
function contextPrint(view: SpecView, operation: string): string {
  const { parameters = null, servers = null } = view.pathItem(operation);
  const security = view.security(operation) as JsonObject[];
  const schemes = security.flatMap((needed) => Object.keys(needed)).map((name) => view.securityScheme(name));
  return view.fingerprint([view.operation(operation), parameters, servers, security, schemes]);
}

/** Returns the findings of each operation that has some. Generates types only for the parts that differ. */
async function compareOperations(
  before: SpecView,
  after: SpecView,
  operations: readonly string[],
): Promise<Map<string, Found[]>> {
  const parts = new Map(operations.map((operation) => [operation, differingParts(before, after, operation)]));
  const typed = new Map([...parts].filter(([, names]) => names.size > 0));
  const typesBefore = await typesOf(before, typed);
  const sides = sidesOf(before, after, typeProgram(typesBefore, await typesOf(after, typed)));
  const findings = new Map<string, Found[]>();
  for (const [operation, names] of parts) {
    const found = compareOperation(sides, operation, names);
    if (found.length > 0) findings.set(operation, distinct(found).sort(bySeverity));
  }
  return findings;
}

async function typesOf(view: SpecView, parts: ReadonlyMap<string, ReadonlySet<PartName>>): Promise<string> {
  return parts.size === 0 ? noTypes : generateTypes(reducedDocument(view, parts));
}

/** Drops repeated findings: two alternatives of a value may differ in the same way, at a place that reads the same. */
function distinct(found: readonly Found[]): Found[] {
  return [
    ...new Map(found.map((one) => [JSON.stringify([one.part, one.at, one.message, one.severity]), one])).values(),
  ];
}
