import ts from "typescript";
import { splitOperation } from "../../document/operation.ts";
import { fieldType } from "./type-fields.ts";

/**
 * The part of the standard library that generated types need: loading the real one would take longer than comparing.
 * The primitives have members: otherwise the compiler accepts a string as an object whose fields are all optional.
 */
const library = `
interface Array<T> { readonly length: number; [index: number]: T; push(...items: T[]): number }
interface ReadonlyArray<T> { readonly length: number; readonly [index: number]: T }
interface Blob { readonly arrayBuffer: unique symbol; readonly size: number }
interface Boolean { valueOf(): boolean }
interface Number { toFixed(digits?: number): string }
interface String { readonly length: number; charAt(position: number): string }
interface CallableFunction {} interface Function {} interface IArguments {} interface NewableFunction {}
interface Object {} interface RegExp {}
type Record<Key extends keyof any, Value> = { [Name in Key]: Value };
type Partial<T> = { [Key in keyof T]?: T[Key] };
type Required<T> = { [Key in keyof T]-?: T[Key] };
type Readonly<T> = { readonly [Key in keyof T]: T[Key] };
type Pick<T, Key extends keyof T> = { [Name in Key]: T[Name] };
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type Omit<T, Key extends keyof any> = Pick<T, Exclude<keyof T, Key>>;
type NonNullable<T> = T & {};
`;

const options: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noLib: true,
  noResolve: true,
  types: [],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
};

/** A compiler over the types of both specs. */
export interface TypeProgram {
  readonly checker: ts.TypeChecker;
  /** The type of one operation before and after. */
  readonly operation: (operation: string) => readonly [before: ts.Type, after: ts.Type];
}

/** The types of a document without operations. */
export const noTypes: string = "export interface paths {}";

export function typeProgram(before: string, after: string): TypeProgram {
  const texts = new Map([
    ["/library.d.ts", library],
    ["/before.d.ts", before],
    ["/after.d.ts", after],
  ]);
  const files = new Map(
    [...texts].map(([name, text]) => [name, ts.createSourceFile(name, text, ts.ScriptTarget.ES2022)]),
  );
  const host: ts.CompilerHost = {
    getSourceFile: (name) => files.get(name),
    fileExists: (name) => texts.has(name),
    readFile: (name) => texts.get(name),
    getDefaultLibFileName: () => "/library.d.ts",
    writeFile: () => {},
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  const checker = program.getTypeChecker();
  const paths = [pathsOf(program, checker, "/before.d.ts"), pathsOf(program, checker, "/after.d.ts")] as const;
  return {
    checker,
    operation: (operation) => {
      const { method, path } = splitOperation(operation);
      const find = (type: ts.Type): ts.Type => fieldType(checker, fieldType(checker, type, path), method);
      return [find(paths[0]), find(paths[1])];
    },
  };
}

function pathsOf(program: ts.Program, checker: ts.TypeChecker, file: string): ts.Type {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find(({ name }) => name === "paths");
  if (!symbol) throw new Error(`${file} declares no paths`);
  return checker.getDeclaredTypeOfSymbol(symbol);
}
