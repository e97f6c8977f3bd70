import { type Command, defineCommand } from "../command.ts";
import { inBothScopes, type Scoped } from "../diff/in-both-scopes.ts";
import { readSpec, scopeOf } from "../diff/read-spec.ts";
import { releaseContext } from "../diff/release-context.ts";
import { formatReport, formats } from "../diff/report/format-report.ts";
import { operationsOf } from "../document/operation.ts";
import { inScope } from "../document/scope.ts";
import { SpecError } from "../spec-error.ts";

/** The exit code when the comparison found what `--fail-on` names. */
const foundBreaking = 2;

export const diff: Command = defineCommand({
  name: "diff",
  about:
    "Says what a new spec breaks for code that was written against the old one. Each is a pin by its name, or a file (YAML, JSON, a docs page; gzip too).",
  arguments: ["<before>", "<after>"],
  options: {
    format: { value: "<format>", choices: formats, default: "text", help: "how the report is written" },
    scope: {
      value: "<scope>",
      help: "the operations to compare: all, tags=A,B or operations=GET /a,POST /b (default: those that both scopes keep)",
    },
    "fail-on": { value: "breaking", choices: ["breaking"], help: "exits with 2 when something breaks" },
  },
  examples: [
    ["2026-05-14 2026-06-02", "compares two pins"],
    ["2026-05-14 ./openapi.json --fail-on breaking", "compares a pin with a file, and fails when it breaks callers"],
  ],
  exitCodes: { 0: "compared", 1: "an error", [foundBreaking]: "with --fail-on, something breaks" },
  run: async (values, workspace, beforeName, afterName) => {
    const { root, print, color = false, callerFolder = root } = workspace;
    const { format, scope, "fail-on": failOn } = values;
    const read = (name: string): Scoped => {
      const document = readSpec(name, root, callerFolder);
      return scope === undefined
        ? { document, scope: scopeOf(name, root) }
        : { document: inScope(document, scope).document, scope };
    };
    const [before, after] = inBothScopes(read(beforeName), read(afterName));
    if (operationsOf(before).length + operationsOf(after).length === 0) {
      const way =
        scope === undefined
          ? "their scopes have no operation in common"
          : `--scope ${scope}: matches no operation of either spec`;
      throw new SpecError(way);
    }
    // Loaded late, since it brings the compiler: the help does without.
    const { diffSpecs } = await import("../diff/diff-specs.ts");
    const report = await diffSpecs(before, after, { beforeName, afterName, ...releaseContext(workspace) });
    print(formatReport(report, format, { color }));
    return failOn === "breaking" && report.release === "major" ? foundBreaking : 0;
  },
});
