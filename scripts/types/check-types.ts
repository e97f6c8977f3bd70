import ts from "typescript";
import { SpecError } from "../spec-error.ts";

/** Refuses generated text that is anything but type declarations: nothing in a spec may ever run or load a file. */
export function checkTypes(text: string, name: string): void {
  const file = ts.createSourceFile("openapi.d.ts", text, ts.ScriptTarget.Latest);
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
