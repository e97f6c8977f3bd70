import { count } from "../count.ts";
import type { ImpactError, ImpactReport, ProjectImpact } from "./report.ts";

/** The compiler prints whole types. `--format json` has every message whole. */
const longestStatement = 180;

/** Returns the first statement of a message and its innermost reason, on one line of a bounded length. */
export function shortMessage({ message }: ImpactError): string {
  const lines = message.split("\n").map((line) => line.trim());
  const [first = "", last = ""] = [lines[0], lines.length > 1 ? lines.at(-1) : ""];
  return [first, last]
    .filter((line) => line !== "")
    .map(shortened)
    .join(" … ");
}

function shortened(statement: string): string {
  return statement.length > longestStatement ? `${statement.slice(0, longestStatement)}…` : statement;
}

/** Returns what of the spec an error is about: `PATCH /v2/identities/{id}, tags: request body .tags: is gone`. */
export function causeOf({ operation, key, finding }: ImpactError): string {
  const about = [operation, key].filter((part) => part !== undefined).join(", ");
  if (!finding) return about;
  const place = finding.part === "operation" ? "" : `${[finding.part, finding.at].filter(Boolean).join(" ")}: `;
  return `${about}: ${place}${finding.message}`;
}

export function summaryOf({ pin, since, firstBreaking, projects }: ImpactReport): string {
  const broken = projects.filter((project) => newErrors(project) > 0).length;
  const share = `${broken} of ${count(projects.length, "project")}`;
  if (since === undefined) return `${pin} breaks ${share}`;
  const first = firstBreaking === undefined ? "none breaks a project" : `${firstBreaking} is the first that breaks one`;
  return `of the pins after ${since}, up to ${pin}, ${first}; ${share} broken`;
}

/** Names a project, and says what the pin does to it. */
export function headline({ project, pin, replaced, throughFacade, ...found }: ProjectImpact): string {
  const outcome = newErrors(found) === 0 ? "no new errors" : count(newErrors(found), "new error");
  return `${project}: ${outcome} with ${pin} in the place of ${replaced}${throughFacade ? " of orq-client" : ""}`;
}

/** Returns what a reader must know to judge the errors of a project. */
export function notesOf(project: ProjectImpact): string[] {
  const { replaced, comparedWith, otherPins, errorsBefore, facadeErrors, throughFacade, goneMethods, unexplained } =
    project;
  return [
    comparedWith === replaced ? "" : `compared with ${comparedWith}`,
    otherPins.length > 0 ? `it also uses ${otherPins.join(", ")}, which stays: --base names the pin to replace` : "",
    errorsBefore > 0 ? `${count(errorsBefore, "error")} before, in the files that depend on the pin` : "",
    throughFacade ? "the pin comes with a release of orq-client that is made current on it" : "",
    facadeErrors.length > 0
      ? `orq-client breaks too (${count(facadeErrors.length, "error")}): where its types become \`any\`, your code shows no error yet`
      : "",
    goneMethods.length > 0 ? `orq-client has no ${goneMethods.join(", ")} then: the operation is gone` : "",
    newErrors(project) > 0 && unexplained !== undefined ? unexplained : "",
  ].filter((note) => note !== "");
}

export function newErrors({ errors, facadeErrors }: Pick<ProjectImpact, "errors" | "facadeErrors">): number {
  return errors.length + facadeErrors.length;
}
