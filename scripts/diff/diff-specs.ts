import type { JsonObject } from "../document/json.ts";
import { operationsOf } from "../document/operation.ts";
import { generateTypes } from "../types/generate-types.ts";
import type { Contract } from "../workspace.ts";
import { compareFacts } from "./facts/compare-facts.ts";
import { plainDocument } from "./plain-document.ts";
import { differingParts, type PartName, reducedDocument } from "./reduced-document.ts";
import { editsFor, releaseFor } from "./report/advice.ts";
import { byRank, bySeverity } from "./report/order.ts";
import type { Finding, OperationReport, Report } from "./report/report.ts";
import { SpecView } from "./spec-view.ts";
import { compareRequest } from "./types/compare-request.ts";
import { compareResponses } from "./types/compare-responses.ts";
import { type TypeProgram, typeProgram } from "./types/type-program.ts";

export interface DiffOptions {
  /** What the report calls the two documents. */
  readonly beforeName: string;
  readonly afterName: string;
  /** The facade method that serves each operation, or `"raw"`. */
  readonly served: Contract;
}

/** Reports what callers notice when a new spec replaces an old one. Both are parsed and normalised. */
export async function diffSpecs(before: JsonObject, after: JsonObject, options: DiffOptions): Promise<Report> {
  const { beforeName, afterName, served } = options;
  const [viewBefore, viewAfter] = [new SpecView(plainDocument(before)), new SpecView(plainDocument(after))];
  const [operationsBefore, operationsAfter] = [operationsOf(before), operationsOf(after)];
  const [inBefore, inAfter] = [new Set(operationsBefore), new Set(operationsAfter)];
  const added = operationsAfter.filter((operation) => !inBefore.has(operation));
  const inBoth = operationsAfter.filter((operation) => inBefore.has(operation));
  const differing = inBoth.filter(
    (operation) => contextPrint(viewBefore, operation) !== contextPrint(viewAfter, operation),
  );
  const findings = await compareOperations(viewBefore, viewAfter, differing);

  const [proseBefore, proseAfter] = [new SpecView(before), new SpecView(after)];
  const wordingOnly = inBoth.filter(
    (operation) =>
      !findings.has(operation) && contextPrint(proseBefore, operation) !== contextPrint(proseAfter, operation),
  );
  const report = (operation: string, change: OperationReport["change"], found: readonly Finding[]): OperationReport => {
    const breaks = change === "removed" || found.some(({ severity }) => severity === "breaking");
    const method = served[operation];
    return {
      operation,
      change,
      severity: breaks ? "breaking" : "compatible",
      affects: method === undefined || method === "raw" ? "orq.call" : `orq.${method}`,
      findings: found,
    };
  };
  const operations = [
    ...operationsBefore
      .filter((operation) => !inAfter.has(operation))
      .map((name) => report(name, "removed", successorOf(name, added))),
    ...[...findings].map(([name, found]) => report(name, "changed", found)),
    ...added.map((name) => report(name, "added", [])),
  ].sort(byRank);
  return {
    before: beforeName,
    after: afterName,
    operations,
    wordingOnly,
    release: releaseFor(operations, wordingOnly),
    edits: editsFor(operations, served),
  };
}

/** Finds the operation that now serves the same requests: a path parameter was renamed, or a final slash changed. */
function successorOf(operation: string, added: readonly string[]): Finding[] {
  const shape = (name: string): string => name.replace(/\{[^}]*\}/g, "{}").replace(/\/$/, "");
  const successor = added.find((name) => shape(name) === shape(operation));
  if (successor === undefined) return [];
  return [{ part: "operation", at: "", message: `is ${successor} now`, severity: "breaking" }];
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
): Promise<Map<string, Finding[]>> {
  const parts = new Map(operations.map((operation) => [operation, differingParts(before, after, operation)]));
  const typed = new Map([...parts].filter(([, names]) => names.size > 0));
  const program = typed.size > 0 ? await programOf(before, after, typed) : undefined;
  const findings = new Map<string, Finding[]>();
  for (const operation of operations) {
    const fromTypes = program && typed.has(operation) ? compareTypes(program, operation) : [];
    const found = [...fromTypes, ...compareFacts(before, after, operation)];
    if (found.length > 0) findings.set(operation, distinct(found).sort(bySeverity));
  }
  return findings;
}

function compareTypes({ checker, operation: typesOf }: TypeProgram, operation: string): Finding[] {
  const [before, after] = typesOf(operation);
  const request = compareRequest(checker, before, after).map((found) => ({ part: "request" as const, ...found }));
  return [...request, ...compareResponses(checker, before, after)];
}

async function programOf(
  before: SpecView,
  after: SpecView,
  parts: ReadonlyMap<string, ReadonlySet<PartName>>,
): Promise<TypeProgram> {
  const typesBefore = await generateTypes(reducedDocument(before, parts));
  return typeProgram(typesBefore, await generateTypes(reducedDocument(after, parts)));
}

/** Drops repeated findings: alternatives of a union often differ in the same way, at a place that reads the same. */
function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
