import type ts from "typescript";
import { affectedFiles } from "./affected-files.ts";
import { errorDescriber } from "./describe-error.ts";
import type { CompiledProject } from "./project-compiler.ts";
import type { Project } from "./projects.ts";
import type { ImpactError } from "./report.ts";
import { facadeFiles, type UsedPin } from "./used-pins.ts";

/** The errors that one pin gives and another does not. */
export interface Judgement {
  readonly errors: readonly ImpactError[];
  readonly facadeErrors: readonly ImpactError[];
}

/** Compares the errors of a project under several pins with those under one. */
export class ProjectJudge {
  readonly #compiled: CompiledProject;
  readonly #pinFile: string;
  readonly #judged: readonly string[];
  readonly #isFacade: (file: string) => boolean;
  readonly #before: ts.Program;
  readonly #errorsBefore: ReadonlySet<string>;

  /** `typesBefore` are the types that the errors are compared with. Default: those that the project uses. */
  constructor(compiled: CompiledProject, project: Project, used: UsedPin, typesBefore: string | undefined) {
    this.#compiled = compiled;
    this.#pinFile = used.file;
    this.#isFacade = facadeFiles(compiled.program, project);
    // Of declaration files, those of orq-client are judged even if the project has none checked.
    const isJudged = (file: ts.SourceFile): boolean =>
      !file.isDeclarationFile ||
      this.#isFacade(file.fileName) ||
      (!project.options.skipLibCheck && !compiled.program.isSourceFileDefaultLibrary(file));
    this.#judged = affectedFiles(compiled, used.file)
      .filter((file) => isJudged(file) && file.fileName !== used.file)
      .map(({ fileName }) => fileName);
    this.#before = typesBefore === undefined ? compiled.program : this.#with(typesBefore);
    this.#errorsBefore = new Set(this.#errorsIn(this.#before).map(fingerprint));
  }

  get errorsBefore(): number {
    return this.#errorsBefore.size;
  }

  /** Returns the errors that these types give and the ones before did not. Paths are below the root. */
  judge(types: string, root: string): Judgement {
    const after = this.#with(types);
    const errors = this.#errorsIn(after).filter((error) => !this.#errorsBefore.has(fingerprint(error)));
    const describe = errorDescriber({ before: this.#before, after, pinFile: this.#pinFile }, root);
    const isFacades = ({ file }: ts.DiagnosticWithLocation): boolean => this.#isFacade(file.fileName);
    return {
      errors: errors.filter((error) => !isFacades(error)).map(describe),
      facadeErrors: errors.filter(isFacades).map(describe),
    };
  }

  #with(types: string): ts.Program {
    return this.#compiled.with(this.#pinFile, types);
  }

  #errorsIn(program: ts.Program): ts.DiagnosticWithLocation[] {
    return this.#judged.flatMap((name) => {
      const file = program.getSourceFile(name);
      return file ? program.getSemanticDiagnostics(file).filter(hasLocation) : [];
    });
  }
}

const hasLocation = (error: ts.Diagnostic): error is ts.DiagnosticWithLocation =>
  error.file !== undefined && error.start !== undefined;

/**
 * The same for the same error. Only the types of a pin change between two programs, so positions stay. Messages do not:
 * they print these types.
 */
function fingerprint({ file, start, code }: ts.DiagnosticWithLocation): string {
  return JSON.stringify([file.fileName, start, code]);
}
