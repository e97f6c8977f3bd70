import ts from "typescript";
import { type Difference, TypeComparison } from "./compare-types.ts";
import type { Finding } from "./report.ts";
import { isError } from "./statuses.ts";
import { propertyType } from "./type-program.ts";
import { typeText } from "./type-text.ts";

/** What the compiler says of one operation's parameters, body and responses. */
export function compareOperationTypes(checker: ts.TypeChecker, old: ts.Type, now: ts.Type): Finding[] {
  const request = [...compareParameters(checker, old, now), ...compareBodies(checker, old, now)];
  const responses = compareResponses(checker, responsesOf(checker, old), responsesOf(checker, now));
  return [...request.map((difference) => ({ part: "request" as const, ...difference })), ...responses];
}

function compareParameters(checker: ts.TypeChecker, old: ts.Type, now: ts.Type): readonly Difference[] {
  return ["path", "query", "header", "cookie"].flatMap((location) => {
    const [before, after] = [old, now].map((type) =>
      present(checker, propertyType(checker, propertyType(checker, type, "parameters"), location)),
    );
    const comparison = new TypeComparison(checker, "request");
    comparison.compareFields(before ?? checker.getNeverType(), after ?? checker.getNeverType(), location);
    return comparison.differences.map((difference) => ({ ...difference, at: difference.at.replace(/^\w+/, "$& ") }));
  });
}

function compareBodies(checker: ts.TypeChecker, old: ts.Type, now: ts.Type): readonly Difference[] {
  const [before, after] = [old, now].map((type) => bodyOf(checker, type));
  if (!before || !after) {
    if (!before && !after) return [];
    if (before) return [{ at: "body", message: "is gone", severity: "breaking" }];
    const required = after?.required === true;
    return [
      {
        at: "body",
        message: `is new and ${required ? "required" : "optional"}`,
        severity: required ? "breaking" : "compatible",
      },
    ];
  }
  const differences: Difference[] = [];
  if (!before.required && after.required)
    differences.push({ at: "body", message: "is required now", severity: "breaking" });
  if (before.required && !after.required)
    differences.push({ at: "body", message: "is optional now", severity: "compatible" });
  return [...differences, ...compareContents(checker, "request", before.content, after.content, "body")];
}

function bodyOf(checker: ts.TypeChecker, operation: ts.Type): { content: ts.Type; required: boolean } | undefined {
  const symbol = checker.getPropertyOfType(operation, "requestBody");
  const type = symbol && present(checker, checker.getTypeOfSymbol(symbol));
  if (!symbol || !type) return undefined;
  const required = (symbol.flags & ts.SymbolFlags.Optional) === 0;
  return { content: propertyType(checker, type, "content"), required };
}

/** Media type by media type: what callers can no longer send or receive is gone from the type as well. */
function compareContents(
  checker: ts.TypeChecker,
  direction: "request" | "response",
  old: ts.Type,
  now: ts.Type,
  at: string,
): readonly Difference[] {
  const [before, after] = [mediaTypes(checker, old), mediaTypes(checker, now)];
  const place = (mediaType: string): string => (mediaType === "application/json" ? at : `${at} (${mediaType})`);
  const differences: Difference[] = [];
  for (const [mediaType, type] of before) {
    const successor = after.get(mediaType);
    if (successor === undefined) {
      const message = after.size === 0 ? "has no content any more" : "is gone";
      differences.push({ at: after.size === 0 ? at : `${at} (${mediaType})`, message, severity: "breaking" });
      continue;
    }
    const comparison = new TypeComparison(checker, direction);
    comparison.compare(type, successor, " ");
    differences.push(
      ...comparison.differences.map((found) => ({ ...found, at: `${place(mediaType)}${found.at}`.trim() })),
    );
  }
  for (const [mediaType, type] of after) {
    if (before.has(mediaType)) continue;
    const first = before.size === 0;
    const message = first ? `has content now: ${typeText(checker, type)}` : "is new";
    const severity = first && direction === "response" ? "breaking" : "compatible";
    differences.push({ at: first ? place(mediaType) : `${at} (${mediaType})`, message, severity });
  }
  return differences;
}

function mediaTypes(checker: ts.TypeChecker, content: ts.Type): Map<string, ts.Type> {
  const properties = present(checker, content)?.getProperties() ?? [];
  return new Map(properties.map((symbol) => [symbol.name, checker.getTypeOfSymbol(symbol)]));
}

function responsesOf(checker: ts.TypeChecker, operation: ts.Type): Map<string, ts.Type> {
  const responses = present(checker, propertyType(checker, operation, "responses"));
  const content = (symbol: ts.Symbol): ts.Type => propertyType(checker, checker.getTypeOfSymbol(symbol), "content");
  return new Map((responses?.getProperties() ?? []).map((symbol) => [symbol.name, content(symbol)]));
}

function compareResponses(checker: ts.TypeChecker, old: Map<string, ts.Type>, now: Map<string, ts.Type>): Finding[] {
  const findings: Finding[] = [];
  const pairs = [...old.keys()].filter((status) => now.has(status)).map((status) => [status, status] as const);
  const gone = [...old.keys()].filter((status) => !now.has(status));
  const fresh = [...now.keys()].filter((status) => !old.has(status));
  const [successGone, successFresh] = [gone, fresh].map((statuses) => statuses.filter((status) => !isError(status)));
  const [was, is] = [successGone?.[0], successFresh?.[0]];
  if (was !== undefined && is !== undefined && successGone?.length === 1 && successFresh?.length === 1) {
    pairs.push([was, is]);
    findings.push({ part: "response", at: was, message: `the status is ${is} now`, severity: "breaking" });
    gone.splice(gone.indexOf(was), 1);
    fresh.splice(fresh.indexOf(is), 1);
  }
  for (const [before, after] of pairs) {
    const [oldContent, newContent] = [
      old.get(before) ?? checker.getNeverType(),
      now.get(after) ?? checker.getNeverType(),
    ];
    const part = isError(after) ? ("error" as const) : ("response" as const);
    for (const difference of compareContents(checker, "response", oldContent, newContent, after)) {
      findings.push({ part, ...difference });
    }
  }
  for (const status of gone) findings.push(loneResponse(checker, status, old.get(status), now, "is gone"));
  for (const status of fresh) findings.push(loneResponse(checker, status, now.get(status), old, "is new"));
  return findings;
}

/** A status that is gone is a name that is gone; a new one adds to what callers receive. */
function loneResponse(
  checker: ts.TypeChecker,
  status: string,
  content: ts.Type | undefined,
  others: ReadonlyMap<string, ts.Type>,
  verb: "is gone" | "is new",
): Finding {
  const part = isError(status) ? ("error" as const) : ("response" as const);
  const types = [...mediaTypes(checker, content ?? checker.getNeverType()).values()];
  const peers = [...others].filter(([other]) => isError(other) === isError(status));
  const peerTypes = peers.flatMap(([, peer]) => [...mediaTypes(checker, peer).values()]);
  const fits = types.every((type) => peerTypes.some((peer) => checker.isTypeAssignableTo(type, peer)));
  const breaks = {
    // An error without a declared body tells callers nothing that they could lose, or gain.
    error: types.length > 0 && (verb === "is gone" || (peerTypes.length > 0 && !fits)),
    response: verb === "is gone" || (peers.length > 0 && (types.length === 0 ? peerTypes.length > 0 : !fits)),
  }[part];
  const message = types[0] ? `${verb}: ${typeText(checker, types[0])}` : verb;
  return { part, at: status, message, severity: breaks ? "breaking" : "compatible" };
}

/** The part of a type that is there: `undefined` for what generated types mark as `never`. */
function present(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  const value = checker.getNonNullableType(type);
  return value.flags & ts.TypeFlags.Never ? undefined : value;
}
