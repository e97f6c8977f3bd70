import type ts from "typescript";
import { splitOperation } from "../../document/operation.ts";
import { exportedType, parseTypes, typesProgram } from "../../types/types-program.ts";
import { fieldType } from "./type-fields.ts";

/** A compiler over the types of both specs. */
export interface TypeProgram {
  readonly checker: ts.TypeChecker;
  /** The type of one operation before and after. */
  readonly operation: (operation: string) => readonly [before: ts.Type, after: ts.Type];
}

/** The types of a document without operations. */
export const noTypes: string = "export interface paths {}";

export function typeProgram(before: string, after: string): TypeProgram {
  const [beforeFile, afterFile] = [parseTypes(before, "before"), parseTypes(after, "after")];
  const program = typesProgram(beforeFile, afterFile);
  const checker = program.getTypeChecker();
  const pathsOf = (file: ts.SourceFile): ts.Type => {
    const paths = exportedType(program, file, "paths");
    if (!paths) throw new Error(`${file.fileName} declares no paths`);
    return paths;
  };
  const paths = [pathsOf(beforeFile), pathsOf(afterFile)] as const;
  return {
    checker,
    operation: (operation) => {
      const { method, path } = splitOperation(operation);
      const find = (type: ts.Type): ts.Type => fieldType(checker, fieldType(checker, type, path), method);
      return [find(paths[0]), find(paths[1])];
    },
  };
}
