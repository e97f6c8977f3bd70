import { SpecError } from "../spec-error.ts";
import type { Workspace } from "../workspace.ts";
import { ImpactMeasurer, type Question } from "./impact-measurer.ts";
import { monorepoOf } from "./monorepo.ts";
import { findProjects, namedConfig, readProjects } from "./projects.ts";
import type { ImpactReport, ProjectImpact } from "./report.ts";
import { newErrors } from "./report-lines.ts";

/** Measures the impact on the named projects, or on every one of the monorepo that uses the client. */
export async function measureImpact(
  { projects: names, ...question }: Omit<Question, "root"> & { readonly projects: readonly string[] },
  workspace: Workspace,
): Promise<ImpactReport> {
  const { pins, since } = question;
  const monorepo = monorepoOf(workspace.root);
  const { root } = monorepo;
  const named = names.map((name) => namedConfig(name, workspace.callerFolder ?? workspace.root));
  const projects = named.length > 0 ? readProjects(named, root) : findProjects(monorepo);
  if (projects.length === 0) {
    throw new SpecError(`no TypeScript project in ${root} uses orq-client: name one with --project <tsconfig>`);
  }
  const measurer = new ImpactMeasurer({ ...question, root }, workspace);
  const measured: ProjectImpact[] = [];
  const skipped: string[] = [];
  for (const project of projects) {
    const outcome = await measurer.measure(project);
    if (typeof outcome === "string") skipped.push(outcome);
    else measured.push(outcome);
  }
  if (measured.length === 0) throw new SpecError(skipped.join("; "));
  const broken = measured.filter((project) => newErrors(project) > 0);
  const firstBreaking = pins.find((pin) => broken.some((project) => project.pin === pin));
  return {
    pin: pins.at(-1) ?? "",
    ...(since !== undefined && { since, ...(firstBreaking !== undefined && { firstBreaking }) }),
    projects: measured,
    skipped,
  };
}
