import ts from "typescript";
import type { CompiledProject, Importers } from "./project-compiler.ts";

/**
 * Returns the files whose errors may change with the types of a pin: those that import them, directly or through
 * others. It is every file of the program if one of them declares something global.
 */
export function affectedFiles({ program, importers }: CompiledProject, pinFile: string): ts.SourceFile[] {
  const names = importersOf(pinFile, importers);
  const files = program.getSourceFiles().filter(({ fileName }) => names.has(fileName));
  return files.some(declaresGlobals) ? [...program.getSourceFiles()] : files;
}

function importersOf(pinFile: string, importers: Importers): Set<string> {
  const found = new Set<string>();
  const queue = new Set([pinFile]);
  // A set is walked in the order of insertion, so what is added here is visited too.
  for (const file of queue) {
    for (const importer of importers.get(file) ?? []) {
      found.add(importer);
      queue.add(importer);
    }
  }
  return found;
}

function declaresGlobals(file: ts.SourceFile): boolean {
  if (!ts.isExternalModule(file)) return true;
  return file.statements.some(
    (node) =>
      ts.isModuleDeclaration(node) &&
      (ts.isStringLiteral(node.name) || (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0),
  );
}
