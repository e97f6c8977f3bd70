import ts from "typescript";

/**
 * The part of the standard library that generated types need: loading the real one would take longer than checking. A name
 * that is missing here is an error of the types: where it was missing, it would be `any` to users who skip library checks.
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

const libraryName = "/library.d.ts";

const options: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noLib: true,
  noResolve: true,
  types: [],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
};

/** Parses generated types. The name tells the files of one program apart. */
export function parseTypes(text: string, name = "openapi"): ts.SourceFile {
  return ts.createSourceFile(`/${name}.d.ts`, text, ts.ScriptTarget.ES2022);
}

/** Returns a compiler over parsed types, in memory, with nothing else around them. */
export function typesProgram(...types: readonly ts.SourceFile[]): ts.Program {
  const files = [...types, ts.createSourceFile(libraryName, library, ts.ScriptTarget.ES2022)];
  const find = (name: string): ts.SourceFile | undefined => files.find(({ fileName }) => fileName === name);
  const host: ts.CompilerHost = {
    getSourceFile: find,
    fileExists: (name) => find(name) !== undefined,
    readFile: (name) => find(name)?.text,
    getDefaultLibFileName: () => libraryName,
    writeFile: () => {},
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
  };
  return ts.createProgram(
    files.map(({ fileName }) => fileName),
    options,
    host,
  );
}

/** Returns the type that a file exports under a name, such as `paths`. */
export function exportedType(program: ts.Program, file: ts.SourceFile, name: string): ts.Type | undefined {
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(file);
  const symbol = module && checker.getExportsOfModule(module).find((exported) => exported.name === name);
  return symbol && checker.getDeclaredTypeOfSymbol(symbol);
}
