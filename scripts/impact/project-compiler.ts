import ts from "typescript";
import type { Project } from "./projects.ts";

/** Which files of a program import which, as the compiler resolved them. */
export type Importers = ReadonlyMap<string, ReadonlySet<string>>;

/** A project as it is on the disk. */
export interface CompiledProject {
  readonly program: ts.Program;
  readonly importers: Importers;
  /** Compiles it again with another text in the place of a file. Everything else is taken from the first program. */
  with(file: string, text: string): ts.Program;
}

/** Compiles projects in memory. Files that several of them share, such as libraries, are parsed once. */
export class ProjectCompiler {
  readonly #registry = ts.createDocumentRegistry(ts.sys.useCaseSensitiveFileNames);
  readonly #texts = new Map<string, string | undefined>();

  compile({ options: given, fileNames, references }: Project): CompiledProject {
    // Which declaration files to check is decided by whoever asks: those of the facade are, whatever the project says.
    const options: ts.CompilerOptions = { ...given, noEmit: true, skipLibCheck: false };
    const importers = new Map<string, Set<string>>();
    const replaced = new Map<string, string>();
    const host = this.#hostFor(options, replaced, importers);
    const rest = { rootNames: fileNames, options, projectReferences: references, host };
    const program = ts.createProgram(rest);
    return {
      program,
      importers,
      with: (file, text) => {
        replaced.set(file, text);
        return ts.createProgram({ ...rest, oldProgram: program });
      },
    };
  }

  #hostFor(
    options: ts.CompilerOptions,
    replaced: ReadonlyMap<string, string>,
    importers: Map<string, Set<string>>,
  ): ts.CompilerHost {
    const host = ts.createCompilerHost(options);
    const cache = ts.createModuleResolutionCache(host.getCurrentDirectory(), host.getCanonicalFileName, options);
    return Object.assign(host, {
      // As an editor does: the sources of a referenced project count, and not what was last built of it.
      useSourceOfProjectReferenceRedirect: () => true,
      readFile: (name: string) => this.#read(name),
      getSourceFile: (name: string, languageVersion: ts.ScriptTarget | ts.CreateSourceFileOptions) => {
        const other = replaced.get(name);
        if (other !== undefined) return ts.createSourceFile(name, other, languageVersion);
        const text = this.#read(name);
        if (text === undefined) return undefined;
        const snapshot = ts.ScriptSnapshot.fromString(text);
        return this.#registry.acquireDocument(name, options, snapshot, "1", undefined, languageVersion);
      },
      resolveModuleNameLiterals: ((literals, importer, redirected, moduleOptions, file) =>
        literals.map((literal) => {
          const mode = ts.getModeForUsageLocation(file, literal, moduleOptions);
          const args = [literal.text, importer, moduleOptions, host, cache, redirected, mode] as const;
          const resolution = ts.resolveModuleName(...args);
          if (resolution.resolvedModule) addImporter(importers, resolution.resolvedModule, importer);
          return resolution;
        })) satisfies NonNullable<ts.CompilerHost["resolveModuleNameLiterals"]>,
    });
  }

  #read(name: string): string | undefined {
    if (!this.#texts.has(name)) this.#texts.set(name, ts.sys.readFile(name));
    return this.#texts.get(name);
  }
}

/** Records who imports a file. Of equal copies of a package the compiler loads only one, so they share their importers. */
function addImporter(
  importers: Map<string, Set<string>>,
  { resolvedFileName, packageId }: ts.ResolvedModuleFull,
  importer: string,
): void {
  const names = packageId ? [resolvedFileName, JSON.stringify(packageId)] : [resolvedFileName];
  const shared = names.map((name) => importers.get(name)).find((set) => set !== undefined) ?? new Set();
  for (const name of names) importers.set(name, (importers.get(name) ?? shared).add(importer));
}
