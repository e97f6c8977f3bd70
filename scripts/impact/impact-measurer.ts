import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { contract } from "../../src/contract.ts";
import type { JsonObject } from "../document/json.ts";
import { operationsOf } from "../document/operation.ts";
import type { Workspace } from "../workspace.ts";
import { findings } from "./explain.ts";
import { ProjectJudge } from "./judge-project.ts";
import { shownPath } from "./monorepo.ts";
import { knownPin, type Replacement, replacementOf } from "./pin-types.ts";
import { ProjectCompiler } from "./project-compiler.ts";
import type { Project } from "./projects.ts";
import type { ImpactError, ProjectImpact } from "./report.ts";
import { type UsedPin, usedPins } from "./used-pins.ts";

export interface Question {
  /** The pins to try, in order: the first that breaks a project is the one that its report is about. */
  readonly pins: readonly string[];
  /** The pin that errors are compared with. Default: the one that the project uses. */
  readonly since: string | undefined;
  /** The pin to replace, of several that a project uses. */
  readonly base: string | undefined;
  /** The root of the monorepo: paths are told from there. */
  readonly root: string;
}

/** Measures the impact on one project after another; they share what they parse, generate and compare. */
export class ImpactMeasurer {
  readonly #question: Question;
  readonly #workspace: Workspace;
  readonly #compiler = new ProjectCompiler();
  readonly #replacements = new Map<string, Promise<Replacement>>();

  constructor(question: Question, workspace: Workspace) {
    this.#question = question;
    this.#workspace = workspace;
  }

  /** Returns the impact on a project, or in one line why there can be none. */
  async measure(project: Project): Promise<ProjectImpact | string> {
    const { pins, since, base, root } = this.#question;
    const name = shownPath(project.configFile, root);
    this.#workspace.status?.(`compiling ${name} …`);
    const compiled = this.#compiler.compile(project);
    const used = usedPins(compiled, project, realpathSync(this.#workspace.root));
    const replaced = base === undefined ? used[0] : used.find(({ pin }) => pin === base);
    if (used.length === 0) return `${name}: no file of it imports the types of a pin`;
    if (!replaced) return `${name}: does not use the pin ${base}; it uses ${used.map(({ pin }) => pin).join(", ")}`;

    const known = knownPin(replaced.pin, replaced.sha256, this.#rootsOf(replaced));
    const scope = known?.scope ?? "all";
    const before = since === undefined ? undefined : await this.#replacement(since, scope);
    const judge = new ProjectJudge(compiled, project, replaced, before?.types);
    for (const [index, pin] of pins.entries()) {
      const replacement = await this.#replacement(pin, scope);
      const { errors, facadeErrors } = judge.judge(replacement.types, root);
      if (errors.length + facadeErrors.length === 0 && index < pins.length - 1) continue;
      const document = before?.document ?? known?.document;
      const findingOf = document && (await findings([...errors, ...facadeErrors], document, replacement.document));
      const explained = (error: ImpactError): ImpactError => {
        const finding = findingOf?.(error);
        return finding ? { ...error, finding } : error;
      };
      return {
        workspace: shownPath(dirname(project.configFile), root),
        project: name,
        pin,
        replaced: replaced.pin,
        throughFacade: replaced.door === "facade" && !replaced.isOurs,
        comparedWith: since ?? replaced.pin,
        otherPins: [...new Set(used.map((other) => other.pin))].filter((other) => other !== replaced.pin),
        errorsBefore: judge.errorsBefore,
        errors: errors.map(explained),
        facadeErrors: facadeErrors.map(explained),
        goneMethods: replaced.door === "facade" ? methodsWithout(replacement.document()) : [],
        ...(!document && {
          unexplained: `the spec of ${replaced.pin} is not in a lock here, so nothing explains errors`,
        }),
      };
    }
    throw new Error("no pin was asked about");
  }

  #replacement(name: string, scope: string): Promise<Replacement> {
    const key = JSON.stringify([name, scope]);
    const replacement = this.#replacements.get(key) ?? replacementOf(name, this.#workspace, scope);
    this.#replacements.set(key, replacement);
    return replacement;
  }

  /** Folders that may hold the lock of a pin: this one's, and those whose `generated/` its types stand in. */
  #rootsOf({ file }: UsedPin): string[] {
    return [this.#workspace.root, join(dirname(file), "../..")];
  }
}

function methodsWithout(document: JsonObject): string[] {
  const operations = new Set(operationsOf(document));
  const gone = Object.entries(contract).filter(([operation, method]) => method !== "raw" && !operations.has(operation));
  return gone.map(([, method]) => method);
}
