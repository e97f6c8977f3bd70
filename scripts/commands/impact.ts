import { type Command, defineCommand } from "../command.ts";
import { commandText } from "../command-text.ts";
import { formatReport, formats } from "../impact/format-report.ts";
import { requireLock, requirePin } from "../pin/lockfile.ts";
import { SpecError } from "../spec-error.ts";

/** The exit code when the pin gives new errors. */
const foundErrors = 2;

export const impact: Command = defineCommand({
  name: "impact",
  about:
    "Lists the lines that a pin breaks in the code that uses the client, with the operation and what differs. Compiles each TypeScript project of the npm or pnpm monorepo around, in memory, with the pin in the place of the one that the project uses: the current one here, which `use` would replace, its own, orq-client/spec/<pin>, or that of orq-client. Writes nothing.",
  arguments: ["[pin or file]"],
  options: {
    project: {
      value: "<tsconfig>",
      multiple: true,
      help: "a project to compile (default: the nearest tsconfig.json of each package that uses orq-client)",
    },
    base: {
      value: "<pin>",
      help: "the pin to replace where a project uses several (default: the current one of this repository, else the one that its own code imports)",
    },
    since: {
      value: "<pin>",
      help: "tries the pins of the lock after this one, in order, and names the first that breaks a project",
    },
    format: { value: "<format>", choices: formats, default: "text", help: "how the report is written" },
  },
  examples: [
    ["2026-06-02", "which lines this pin breaks, in every package around"],
    ["./openapi.json --project packages/app", "which lines of one package a spec file breaks"],
    ["--since 2026-05-14", "which of the pins since then is the first that breaks something"],
    ["2026-06-02 --format github", "the same as annotations of a workflow on GitHub"],
  ],
  exitCodes: { 0: "no new errors", 1: "an error", [foundErrors]: "the pin gives new errors" },
  run: async ({ project, base, since, format }, workspace, pin) => {
    const pins = pinsToTry(pin, since, workspace.root);
    // Loaded late, since it brings the compiler: the help does without.
    const { measureImpact } = await import("../impact/measure-impact.ts");
    const report = await measureImpact({ pins, since, base, projects: project }, workspace);
    workspace.print(formatReport(report, format));
    return report.projects.some((each) => each.errors.length + each.facadeErrors.length > 0) ? foundErrors : 0;
  },
});

/** Returns the pin to put in place; with `--since`, the pins of the lock after that one, in order. */
function pinsToTry(pin: string | undefined, since: string | undefined, root: string): readonly string[] {
  if (since === undefined) {
    if (pin !== undefined) return [pin];
    throw new SpecError(`name a pin or a spec file: ${commandText("impact", "<pin or file>")}`);
  }
  const lock = requireLock(root);
  for (const name of [since, pin ?? since]) requirePin(lock, name);
  const names = Object.keys(lock.pins);
  const later = names.slice(names.indexOf(since) + 1, pin === undefined ? undefined : names.indexOf(pin) + 1);
  if (later.length > 0) return later;
  throw new SpecError(`--since ${since}: no pin of the lock comes after it, up to ${pin ?? "the newest"}`);
}
