import ts from "typescript";
import { SpecError } from "../spec-error.ts";
import { parseTypes, typesProgram } from "./types-program.ts";

/** Why generated types do not compile. */
export interface TypeProblem {
  /** The schema or the operation that it concerns: `the schema Thing`, `GET /things`. */
  readonly place: string;
  /** What the compiler says. */
  readonly reason: string;
}

/**
 * Refuses generated text that is anything but type declarations: nothing in a spec may ever run or load a file. Returns
 * the first error of the compiler. To users who skip the check of libraries, such a type would silently be `any`.
 */
export function checkTypes(text: string, name: string): TypeProblem | undefined {
  const file = parseTypes(text);
  checkDeclarations(file, name);
  const problem = typesProgram(file).getSemanticDiagnostics(file)[0];
  if (!problem) return undefined;
  const { messageText, start = 0 } = problem;
  return { place: placeAt(file, start), reason: ts.flattenDiagnosticMessageText(messageText, " ").replace(/\.$/, "") };
}

function checkDeclarations(file: ts.SourceFile, name: string): void {
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
  const references =
    file.referencedFiles.length + file.typeReferenceDirectives.length + file.libReferenceDirectives.length;
  const stranger = file.statements.find((node) => !ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node));
  if (parseDiagnostics.length > 0 || references > 0 || stranger || hasImport(file)) {
    const at = stranger ?? file;
    const line = file.getLineAndCharacterOfPosition(parseDiagnostics[0]?.start ?? at.getStart(file)).line + 1;
    throw new SpecError(`${name}: line ${line} of the generated types is not a type declaration: the spec is hostile`);
  }
}

function hasImport(file: ts.SourceFile): boolean {
  const visit = (node: ts.Node): boolean => ts.isImportTypeNode(node) || (ts.forEachChild(node, visit) ?? false);
  return file.text.includes("import(") && visit(file);
}

/** Returns what a position of generated types belongs to. They nest as `components > schemas > Thing`. */
function placeAt(file: ts.SourceFile, position: number): string {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (position < node.pos || position >= node.end) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isPropertySignature(node)) {
      names.push(node.name.getText(file).replace(/^"(.*)"$/, "$1"));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const [top, first, second = ""] = names;
  if (top === "components" && second !== "") return `the ${componentNouns[first ?? ""] ?? first} ${second}`;
  if (top === "paths" && second !== "") return `${second.toUpperCase()} ${first}`;
  if (top === "operations" && first !== undefined) return `the operation ${first}`;
  return String(first ?? top);
}

const componentNouns: Readonly<Record<string, string>> = {
  schemas: "schema",
  responses: "response",
  parameters: "parameter",
  requestBodies: "request body",
  headers: "header",
  pathItems: "path item",
};
