import type ts from "typescript";
import { compareContents } from "./compare-contents.ts";
import { type Difference, TypeComparison } from "./compare-types.ts";
import { fieldType, isOptional, present } from "./type-fields.ts";

/** Asks the compiler whether what callers of one operation pass is still accepted. */
export function compareRequest(checker: ts.TypeChecker, old: ts.Type, now: ts.Type): readonly Difference[] {
  return [...compareParameters(checker, old, now), ...compareBodies(checker, old, now)];
}

function compareParameters(checker: ts.TypeChecker, old: ts.Type, now: ts.Type): readonly Difference[] {
  return ["path", "query", "header", "cookie"].flatMap((location) => {
    const group = (type: ts.Type): ts.Type =>
      present(checker, fieldType(checker, fieldType(checker, type, "parameters"), location)) ?? checker.getNeverType();
    const comparison = new TypeComparison(checker, "request");
    comparison.compareFields(group(old), group(now), "");
    return comparison.differences.map(({ at, ...difference }) => ({ ...difference, at: `${location} ${at}` }));
  });
}

function compareBodies(checker: ts.TypeChecker, old: ts.Type, now: ts.Type): readonly Difference[] {
  const [before, after] = [bodyOf(checker, old), bodyOf(checker, now)];
  const body = (message: string, breaks: boolean): Difference => ({
    at: "body",
    message,
    severity: breaks ? "breaking" : "compatible",
  });
  if (!before && !after) return [];
  if (!after) return [body("is gone", true)];
  if (!before) return [body(`is new and ${after.required ? "required" : "optional"}`, after.required)];
  const contents = compareContents(checker, "request", before.content, after.content, "body");
  if (before.required === after.required) return contents;
  return [body(after.required ? "is required now" : "is optional now", after.required), ...contents];
}

function bodyOf(checker: ts.TypeChecker, operation: ts.Type): { content: ts.Type; required: boolean } | undefined {
  const symbol = checker.getPropertyOfType(operation, "requestBody");
  const type = symbol && present(checker, checker.getTypeOfSymbol(symbol));
  return type && { content: fieldType(checker, type, "content"), required: !isOptional(symbol) };
}
