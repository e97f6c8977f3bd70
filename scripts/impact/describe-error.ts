import ts from "typescript";
import { concernedKey } from "./concerned-key.ts";
import { OperationFinder, operationKey } from "./concerned-operation.ts";
import { shownPath } from "./monorepo.ts";
import { PinPlaces } from "./place-in-pin.ts";
import type { ImpactError } from "./report.ts";
import { nodeAt, readFrom } from "./syntax.ts";

export interface Programs {
  readonly before: ts.Program;
  readonly after: ts.Program;
  /** The file whose content differs between the two. */
  readonly pinFile: string;
}

/** Returns a function that says where an error is, and which operation and key it concerns. */
export function errorDescriber(
  { before, after, pinFile }: Programs,
  root: string,
): (error: ts.DiagnosticWithLocation) => ImpactError {
  // What the new pin has dropped is known only to the old one, what it requires only to the new one.
  const places = [before, after].map((program) => new PinPlaces(program, pinFile));
  const operations = new OperationFinder(before.getTypeChecker());
  return ({ file, start, code, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    const node = nodeAt(file, start);
    const key = concernedKey(message, node);
    const declaredBy = (): string | undefined =>
      key === undefined ? undefined : places.map((each) => each.operationOf(key, node)).find(Boolean);
    const isNamed = key !== undefined && operationKey.test(key);
    const operation = isNamed ? key : (operations.at(node) ?? declaredBy());
    return {
      file: shownPath(file.fileName, root),
      line: line + 1,
      column: character + 1,
      code: `TS${code}`,
      message,
      reads: readFrom(node) !== undefined,
      ...(operation !== undefined && { operation }),
      ...(key !== undefined && { key }),
    };
  };
}
