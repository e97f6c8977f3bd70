import { relative, resolve } from "node:path";
import ts from "typescript";

const root = resolve(import.meta.dirname, "../..");
const roots = ["src/index.ts", "src/contract.ts", "test/drift/consumer.ts"].map((file) => resolve(root, file));

/** What a pin can break: the rest of `src/` does not import `src/spec.ts`, by whatever way. */
const dependsOnSpec = /^(src\/(resources\/|[a-z-]+\.ts)|test\/drift\/consumer\.ts$)/;

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
    const ours = program.getSourceFiles().filter((file) => dependsOnSpec.test(relative(root, file.fileName)));
    const diagnostics = ours.flatMap((file) => program.getSemanticDiagnostics(file));
    return diagnostics.map(({ file, code, messageText }) => ({
      file: file ? relative(root, file.fileName) : "",
      code: `TS${code}`,
      message: ts.flattenDiagnosticMessageText(messageText, "\n"),
    }));
  }
}
