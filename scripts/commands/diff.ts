import { parseArgs } from "node:util";
import { diffSpecs } from "../diff/diff-specs.ts";
import { readSpec } from "../diff/read-spec.ts";
import { formatReport, formats } from "../diff/report/format-report.ts";
import type { JsonObject } from "../document/json.ts";
import { operationsOf } from "../document/operation.ts";
import { inScope } from "../document/scope.ts";
import { SpecError } from "../spec-error.ts";
import type { Workspace } from "../workspace.ts";

const options = {
  format: { type: "string", default: "text" },
  scope: { type: "string", default: "all" },
  "fail-on": { type: "string" },
} as const;

/** The exit code when the comparison found what `--fail-on` names. */
const foundBreaking = 2;

/** `npm run spec:diff -- <old> <new> [--format …] [--scope …] [--fail-on breaking]`: says what breaks. */
export async function diff(
  args: readonly string[],
  { root, print, color = false, callerFolder = root, contract = {} }: Workspace,
): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [oldName, newName, ...surplus] = positionals;
  if (oldName === undefined || newName === undefined || surplus.length > 0) {
    throw new SpecError("name two specs, the old one and then the new one; each is a pin or a file (YAML, JSON, .gz)");
  }
  const format = formats.find((name) => name === values.format);
  if (!format) throw new SpecError(`--format ${values.format}: expected one of ${formats.join(", ")}`);
  const failOn = values["fail-on"];
  if (failOn !== undefined && failOn !== "breaking") throw new SpecError(`--fail-on takes only "breaking"`);

  const read = (name: string): JsonObject => inScope(readSpec(name, root, callerFolder), values.scope).document;
  const [old, now] = [read(oldName), read(newName)];
  if (operationsOf(old).length + operationsOf(now).length === 0) {
    throw new SpecError(`--scope ${values.scope}: matches no operation of either spec`);
  }
  const report = await diffSpecs(old, now, { oldName, newName, served: contract });
  print(formatReport(report, format, { color }));
  return failOn === "breaking" && report.release === "major" ? foundBreaking : 0;
}
