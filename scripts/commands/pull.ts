import { isDeepStrictEqual } from "node:util";
import { type Command, defineCommand, type Values } from "../command.ts";
import { compareWithCurrent } from "../diff/compare-with-current.ts";
import { formatText } from "../diff/report/format-text.ts";
import { buildSpec } from "../document/build-spec.ts";
import { firstFiles } from "../first-files.ts";
import { firstUse } from "../first-use.ts";
import { type Decision, decidePin, notModified } from "../pin/decide-pin.ts";
import type { Lock } from "../pin/lockfile.ts";
import { dryRunOf, type PullResult, resultOf } from "../pin/pull-result.ts";
import { pinEntry, pullTask } from "../pin/pull-task.ts";
import { steps } from "../progress.ts";
import { readSources } from "../source/read-sources.ts";
import type { Workspace } from "../workspace.ts";
import { keptPinChanges } from "../write/kept-pin.ts";
import { newPinChanges } from "../write/new-pin.ts";
import { asOnlyWriter } from "../write/only-writer.ts";
import { commit } from "../write/transaction.ts";

const options = {
  from: {
    value: "<source>",
    help: "a URL, a file, a folder of docs pages, or an index of pages (default: the sources of the channel)",
  },
  pin: {
    value: "<name>",
    help: "the pin's name: at most 64 lower-case letters, digits and hyphens (default: latest, which each pull overwrites; the first pin, and one for --use, is named for today, UTC)",
  },
  scope: {
    value: "<scope>",
    help: "what to pin: all, tags=A,B or operations=GET /a,POST /b (default: that of openapi/config.yaml)",
  },
  channel: { value: "<name>", help: "a channel of openapi/config.yaml (default: the one that it follows)" },
  accept: { help: "replaces a pin of that name, and takes a spec that lost more than a fifth of its operations" },
  use: { help: "makes the pin current, and names it for today where --pin does not; the first one always is current" },
  "dry-run": { help: "does everything but write" },
  json: { help: "prints the result as one JSON object, and nothing else" },
} as const;

type Flags = Values<typeof options>;

export const pull: Command = defineCommand({
  name: "pull",
  about:
    "Fetches a spec, pins it, generates its types, and says what it breaks. Without --pin, the pin is latest, which the next such pull overwrites. Writes nothing unless every step succeeds. One file may take 30 s and have 16 MiB.",
  arguments: [],
  options,
  examples: [
    ["", "pins what the channel publishes: the first time under today's date, then as latest"],
    ["--scope tags=Datasets --use", "pins the operations of one tag under today's date, and makes them current"],
    ["--from ./openapi.json --pin next", "pins a file under a name of yours"],
  ],
  exitCodes: { 0: "pinned, or no change", 1: "an error: nothing was changed" },
  run: pullWith,
});

async function pullWith(flags: Flags, workspace: Workspace): Promise<number> {
  const quiet: Workspace = flags.json ? { ...workspace, print: () => {}, status: () => {} } : workspace;
  const work = (): Promise<PullResult> => pullSpec(flags, quiet);
  const result = await (flags["dry-run"] ? work() : asOnlyWriter(workspace.root, work));
  if (flags.json) workspace.print(JSON.stringify(result));
  else printResult(result, workspace);
  return 0;
}

function printResult({ report, message }: PullResult, { print, color = false }: Workspace): void {
  if (report) print(`\n${formatText(report, color)}\n`);
  print(message);
}

/** The way of a pull: read, build, decide, generate, compare, commit. */
async function pullSpec(flags: Flags, workspace: Workspace): Promise<PullResult> {
  const { root, print, contract } = workspace;
  const step = steps(workspace);
  const task = pullTask(flags, workspace);
  const { lock, scope } = task;
  const isDryRun = flags["dry-run"];

  const { from, files } = await step(
    "read",
    () => readSources(task.request),
    (answer) => answer.from,
  );
  if (!files) return keep(root, lock, notModified(from, task), isDryRun);

  const built = await buildSpec(files, { root, scope, step });
  for (const name of built.missing) print(`missing   ${name}: named by the scope, but not in this spec`);

  const decision = decidePin(built, { ...task, entryFor: (name) => pinEntry(name, task, built, files) });
  if (decision.unchanged !== undefined) return keep(root, lock, decision, isDryRun);

  const { name, lock: after } = decision;
  const changes = await step(
    "generate",
    () => newPinChanges({ root, name, built, files, before: lock, after }),
    (made) => `${made.size} files`,
  );
  const report = await step(
    "compare",
    () => compareWithCurrent(workspace, lock, { name, scope, document: built.document }),
    (made) => (made ? `with ${made.before}` : "with nothing: no current pin has an operation of this scope"),
  );
  const compared = report && { report };
  if (isDryRun) return { ...dryRunOf(lock, decision), ...compared };

  // The files that people edit come with the first pin: the next pull needs what this one went by.
  commit(root, lock ? changes : new Map([...firstFiles(root, flags), ...changes]));
  const result = resultOf(lock, decision);
  const hint = lock || contract ? [] : firstUse(built.document);
  return { ...result, message: [result.message, ...hint].join("\n"), ...compared };
}

/** Ends a pull whose spec is pinned already. It may still change which pin is current, and whether `latest` stays. */
async function keep(
  root: string,
  before: Lock | undefined,
  decision: Decision,
  isDryRun: boolean,
): Promise<PullResult> {
  if (isDryRun) return dryRunOf(before, decision);
  if (before && !isDeepStrictEqual(before, decision.lock)) commit(root, await keptPinChanges(root, before, decision));
  return resultOf(before, decision);
}
