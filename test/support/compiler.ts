import { relative, resolve } from "node:path";
import ts from "typescript";

const root = resolve(import.meta.dirname, "../..");
const roots = ["src/index.ts", "src/contract.ts", "test/contract/consumer.ts"].map((file) => resolve(root, file));

export interface Finding {
  readonly file: string;
  readonly code: string;
  readonly message: string;
}

/** Compiles the library and a consumer with some files replaced, all in one process and without touching the disk. */
export class Compiler {
  readonly #options: ts.CompilerOptions;
  readonly #host: ts.CompilerHost;
  readonly #unchanged = new Map<string, ts.SourceFile | undefined>();
  #replaced = new Map<string, string>();
  #previous: ts.Program | undefined;

  constructor() {
    const { config } = ts.readConfigFile(resolve(root, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    // Declarations do not depend on the pin: `npm run typecheck` checks that they can be written.
    this.#options = { ...options, types: [], noEmit: true, declaration: false, isolatedDeclarations: false };
    this.#host = ts.createCompilerHost(this.#options);
    const { getSourceFile: readSource, fileExists } = this.#host;
    this.#host.fileExists = (file) => this.#replaced.has(file) || fileExists(file);
    this.#host.getSourceFile = (file, target) => {
      const replaced = this.#replaced.get(file);
      if (replaced !== undefined) return ts.createSourceFile(file, replaced, target, true);
      if (!this.#unchanged.has(file)) this.#unchanged.set(file, readSource(file, target));
      return this.#unchanged.get(file);
    };
  }

  /** What the compiler says when these files (by their path in the repository) have these contents. */
  check(files: Readonly<Record<string, string>>): Finding[] {
    this.#replaced = new Map(Object.entries(files).map(([file, content]) => [resolve(root, file), content]));
    const program = ts.createProgram(roots, this.#options, this.#host, this.#previous);
    this.#previous = program;
    const ours = [...dependentsOf(resolve(root, "src/spec.ts"), program)];
    const diagnostics = ours.flatMap((file) => program.getSemanticDiagnostics(file));
    return diagnostics.map(({ file, code, messageText }) => ({
      file: file ? relative(root, file.fileName) : "",
      code: `TS${code}`,
      message: ts.flattenDiagnosticMessageText(messageText, "\n"),
    }));
  }
}

/** The files that a pin can break: those that import the door to the spec, directly or through others. */
function dependentsOf(door: string, program: ts.Program): Set<ts.SourceFile> {
  const files = program.getSourceFiles().filter(({ isDeclarationFile }) => !isDeclarationFile);
  const dependents = new Set(files.filter(({ fileName }) => fileName === door));
  // A set is walked in the order of insertion, so what is added here is visited too.
  for (const { fileName } of dependents) {
    for (const file of files) if (importsOf(file).includes(fileName)) dependents.add(file);
  }
  return dependents;
}

function importsOf({ fileName, text }: ts.SourceFile): string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map((imported) =>
    imported.fileName === "orq-client" ? resolve(root, "src/index.ts") : resolve(fileName, "..", imported.fileName),
  );
}
