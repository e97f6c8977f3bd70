import type ts from "typescript";
import { compareContents } from "./compare-contents.ts";
import { type Difference, TypeComparison } from "./compare-types.ts";
import { fieldType, isOptional, present } from "./type-fields.ts";

/** Asks the compiler whether what callers of one operation pass is still accepted. */
export function compareRequest(checker: ts.TypeChecker, before: ts.Type, after: ts.Type): readonly Difference[] {
  return [...compareParameters(checker, before, after), ...compareBodies(checker, before, after)];
}

function compareParameters(checker: ts.TypeChecker, before: ts.Type, after: ts.Type): readonly Difference[] {
  return ["path", "query", "header", "cookie"].flatMap((location) => {
    const group = (type: ts.Type): ts.Type =>
      present(checker, fieldType(checker, fieldType(checker, type, "parameters"), location)) ?? checker.getNeverType();
    const comparison = new TypeComparison(checker, "request");
    comparison.compareFields(group(before), group(after), "");
    return comparison.differences.map(({ at, ...difference }) => ({ ...difference, at: `${location} ${at}` }));
  });
}

function compareBodies(checker: ts.TypeChecker, before: ts.Type, after: ts.Type): readonly Difference[] {
  const [beforePart, afterPart] = [bodyOf(checker, before), bodyOf(checker, after)];
  const body = (message: string, breaks: boolean): Difference => ({
    at: "body",
    message,
    severity: breaks ? "breaking" : "compatible",
  });
  if (!beforePart && !afterPart) return [];
  if (!afterPart) return [body("is gone", true)];
  if (!beforePart) return [body(`is new and ${afterPart.required ? "required" : "optional"}`, afterPart.required)];
  const contents = compareContents(checker, "request", beforePart.content, afterPart.content, "body");
  if (beforePart.required === afterPart.required) return contents;
  return [body(afterPart.required ? "is required now" : "is optional now", afterPart.required), ...contents];
}

function bodyOf(checker: ts.TypeChecker, operation: ts.Type): { content: ts.Type; required: boolean } | undefined {
  const symbol = checker.getPropertyOfType(operation, "requestBody");
  const type = symbol && present(checker, checker.getTypeOfSymbol(symbol));
  return type && { content: fieldType(checker, type, "content"), required: !isOptional(symbol) };
}
