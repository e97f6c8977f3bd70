import { basename, dirname, join } from "node:path";
import type ts from "typescript";
import { isInside, manifestOf } from "./monorepo.ts";
import type { CompiledProject } from "./project-compiler.ts";
import type { Project } from "./projects.ts";

/** A pin whose types a program contains. */
export interface UsedPin {
  readonly pin: string;
  /** Hash of the spec that the types were made from. */
  readonly sha256: string;
  /** The file of its types. */
  readonly file: string;
  /** How the project comes by it. `facade`: it is the pin that orq-client itself compiles against. */
  readonly door: "facade" | "own";
  /** Whether a `current.d.ts` names it. */
  readonly isCurrent: boolean;
  /** Whether its types stand in the repository in which the command runs. */
  readonly isOurs: boolean;
}

/** The lines that `generate` writes above the types of a pin. */
const header = /^\/\/ Made from openapi\/([a-z0-9-]{1,64})\/openapi\.yaml .*\n\/\/ sha256 of the pin: ([0-9a-f]{64})\n/;

/**
 * Returns the pins of a program. The current one of this repository comes first, because `use` replaces it. Those that the
 * project's own code imports follow, the current one before the others.
 */
export function usedPins({ program, importers }: CompiledProject, project: Project, repository: string): UsedPin[] {
  const facade = facadeFiles(program, project);
  const pins: UsedPin[] = [];
  for (const { fileName: file, text, isDeclarationFile } of program.getSourceFiles()) {
    const [, pin, sha256] = isDeclarationFile ? (header.exec(text.slice(0, 1000)) ?? []) : [];
    if (pin === undefined || sha256 === undefined) continue;
    const from = [...(importers.get(file) ?? [])];
    // A project may include the whole of its `generated/`.
    if (from.length === 0) continue;
    const door = from.every(facade) ? "facade" : "own";
    const isCurrent = from.some((importer) => basename(importer) === "current.d.ts");
    const isOurs = isInside(file, join(repository, "generated"));
    // The facade takes single types of another pin, which say nothing of what the project uses.
    if (door === "own" || isCurrent) pins.push({ pin, sha256, file, door, isCurrent, isOurs });
  }
  const rank = ({ door, isCurrent, isOurs }: UsedPin): number =>
    (isOurs && isCurrent ? 0 : 4) + (door === "own" ? 0 : 2) + (isCurrent ? 0 : 1);
  return pins.sort((a, b) => rank(a) - rank(b) || (a.pin < b.pin ? -1 : 1));
}

/** Returns a test for the files of an orq-client that is not the project itself. */
export function facadeFiles(program: ts.Program, { configFile }: Project): (file: string) => boolean {
  const roots = new Set(
    program
      .getSourceFiles()
      .filter(({ fileName }) => fileName.endsWith("/generated/current.d.ts"))
      .map(({ fileName }) => join(dirname(fileName), ".."))
      .filter((root) => manifestOf(root)["name"] === "orq-client" && !isInside(configFile, root)),
  );
  return (file) => [...roots].some((root) => isInside(file, root));
}
