import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { SpecError } from "../spec-error.ts";
import { isInside, type Monorepo, shownPath } from "./monorepo.ts";
import { clientTraces, dependsOnClient, sourcesWith } from "./package-sources.ts";

/** A TypeScript project that a consumer compiles. */
export interface Project {
  readonly configFile: string;
  readonly options: ts.CompilerOptions;
  readonly fileNames: readonly string[];
  readonly references: readonly ts.ProjectReference[];
}

/** What the compiler says of a config that lists no files: one of project references alone has none. */
const noInputs = [18002, 18003];

/** Finds the projects of every package that imports the client. Each package has the nearest `tsconfig.json`. */
export function findProjects(monorepo: Monorepo): Project[] {
  const found: string[] = [];
  for (const folder of monorepo.packages) {
    const usesClient = dependsOnClient(folder) || sourcesWith(clientTraces, folder, monorepo).length > 0;
    const configFile = usesClient ? nearestConfig(folder, monorepo.root) : undefined;
    if (configFile !== undefined) found.push(configFile);
  }
  return readProjects(found, monorepo.root);
}

function nearestConfig(folder: string, root: string): string | undefined {
  for (let at = folder; isInside(at, root); at = dirname(at)) {
    const file = join(at, "tsconfig.json");
    if (existsSync(file)) return file;
  }
  return undefined;
}

/** Returns the `tsconfig` that `--project` names: a file, or the folder of a `tsconfig.json`. */
export function namedConfig(name: string, callerFolder: string): string {
  const path = resolve(callerFolder, name);
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, "tsconfig.json") : path;
  if (!existsSync(file)) throw new SpecError(`--project ${name}: there is no such tsconfig`);
  return realpathSync(file);
}

/** Reads projects, and those that they refer to. Each is read once. */
export function readProjects(configFiles: readonly string[], root: string): Project[] {
  const projects = new Map<string, Project>();
  const queue = new Set(configFiles);
  // A set is walked in the order of insertion, so what is added here is visited too.
  for (const configFile of queue) {
    const project = readProject(configFile, root);
    if (project.fileNames.length > 0) projects.set(configFile, project);
    for (const reference of project.references) queue.add(resolve(ts.resolveProjectReferencePath(reference)));
  }
  return [...projects.values()];
}

function readProject(configFile: string, root: string): Project {
  const fail = (problem: ts.Diagnostic): never => {
    const reason = ts.flattenDiagnosticMessageText(problem.messageText, " ");
    throw new SpecError(`${shownPath(configFile, root)} cannot be read: ${reason}`);
  };
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail };
  const parsed = ts.getParsedCommandLineOfConfigFile(configFile, {}, host);
  const problem = parsed?.errors.find(({ code }) => !noInputs.includes(code));
  if (problem) fail(problem);
  const { options = {}, fileNames = [], projectReferences = [] } = parsed ?? {};
  return { configFile, options, fileNames, references: projectReferences };
}
