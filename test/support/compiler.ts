import { readdirSync } from "node:fs";
import { relative, resolve } from "node:path";
import ts from "typescript";

const root = resolve(import.meta.dirname, "../..");
const consumer = "test/contract/consumer.ts";
const roots = ["src/index.ts", "src/contract.ts", consumer].map((file) => resolve(root, file));

/** Files that depend on the pin, whatever else does: a check without them would find nothing, and say so of any spec. */
const dependents = [
  "src/contract.ts",
  ...readdirSync(resolve(root, "src/resources"))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/resources/${name}`),
];

interface Finding {
  readonly file: string;
  readonly code: string;
  readonly message: string;
}

/** Files are checked when they are asked for: one of them takes a part of the time of all. */
export interface Findings {
  all(): Finding[];
  in(file: string): Finding[];
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
  check(files: Readonly<Record<string, string>>): Findings {
    const program = this.#programWith(files);
    const ours = [...dependentsOf(resolve(root, "src/spec.ts"), program)];
    for (const file of dependents) {
      if (!ours.some(({ fileName }) => fileName === resolve(root, file)))
        throw new Error(`${file} does not import src/spec.ts, nor what imports it: the check would not see it`);
    }
    return {
      all: () => ours.flatMap((file) => findingsIn(file, program)),
      in: (file) => findingsIn(program.getSourceFile(resolve(root, file)), program),
    };
  }

  /** What it says of a consumer's code against these types, as `code: message`. What the library says is left out. */
  checkConsumer(source: string, types: string): string[] {
    const program = this.#programWith({ [consumer]: source, "test/contract/paths.d.ts": types });
    const findings = findingsIn(program.getSourceFile(resolve(root, consumer)), program);
    return findings.map(({ code, message }) => `${code}: ${message}`);
  }

  /** How many types the compiler makes for a consumer's code against these types: what it costs, on any machine. */
  instantiations(source: string, types: string): number {
    this.#previous = undefined;
    const program = this.#programWith({ [consumer]: source, "test/contract/paths.d.ts": types });
    const findings = findingsIn(program.getSourceFile(resolve(root, consumer)), program);
    if (findings.length > 0) throw new Error(`the consumer does not compile: ${JSON.stringify(findings)}`);
    return (program as unknown as { getInstantiationCount: () => number }).getInstantiationCount();
  }

  #programWith(files: Readonly<Record<string, string>>): ts.Program {
    this.#replaced = new Map(Object.entries(files).map(([file, content]) => [resolve(root, file), content]));
    this.#previous = ts.createProgram(roots, this.#options, this.#host, this.#previous);
    return this.#previous;
  }
}

function findingsIn(source: ts.SourceFile | undefined, program: ts.Program): Finding[] {
  if (source === undefined) throw new Error("the compiler has not seen the file that it is asked about");
  return program.getSemanticDiagnostics(source).map(({ file, code, messageText }) => ({
    file: file ? relative(root, file.fileName) : "",
    code: `TS${code}`,
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
  }));
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
