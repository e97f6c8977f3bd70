import { diffSpecs } from "../../../scripts/diff/diff-specs.ts";
import type { Finding, OperationReport, Report } from "../../../scripts/diff/report/report.ts";
import type { JsonObject } from "../../../scripts/document/json.ts";

/** A document of these path items, with these components. */
export function spec(paths: JsonObject, components: JsonObject = {}, rest: JsonObject = {}): JsonObject {
  return { openapi: "3.1.0", info: { title: "Pets", version: "1" }, ...rest, paths, components };
}

export const json = (schema: JsonObject): JsonObject => ({ content: { "application/json": { schema } } });

export const answering = (responses: Record<string, JsonObject>): JsonObject => ({
  responses: Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [status, { description: "", ...response }]),
  ),
});

export const ok: JsonObject = answering({ 204: {} });

export function diff(before: JsonObject, after: JsonObject, served: Record<string, string> = {}): Promise<Report> {
  return diffSpecs(before, after, { beforeName: "old", afterName: "new", served });
}

/** The report of the one operation at this path. */
export function at(report: Report, path: string): OperationReport | undefined {
  return report.operations.find(({ operation }) => operation.endsWith(` ${path}`));
}

/** A finding as one line: `breaking request body .name: is gone: was string`. */
export function line({ severity, part, at: place, message }: Finding): string {
  return `${severity} ${[part, place].filter(Boolean).join(" ")}: ${message}`;
}

export type Case = readonly [name: string, before: JsonObject, after: JsonObject, expected: readonly string[]];

/** Compares every case in one run, each at a path of its own, and gives the findings by case. */
export async function runCases(
  cases: readonly Case[],
  operation: (schema: JsonObject) => JsonObject,
  components: readonly [JsonObject, JsonObject] = [{}, {}],
): Promise<Map<string, readonly string[]>> {
  const side = (index: 1 | 2): JsonObject =>
    spec(
      Object.fromEntries(cases.map((entry, number) => [`/case-${number}`, { post: operation(entry[index]) }])),
      components[index - 1],
    );
  const report = await diff(side(1), side(2));
  return new Map(cases.map(([name], number) => [name, at(report, `/case-${number}`)?.findings.map(line) ?? []]));
}
