import { type Command, defineCommand, type Values } from "../command.ts";
import { readConfig, sourcesOf } from "../config.ts";
import { inBothScopes } from "../diff/in-both-scopes.ts";
import { releaseContext } from "../diff/release-context.ts";
import { formatText } from "../diff/report/format-text.ts";
import type { Report } from "../diff/report/report.ts";
import { type BuiltSpec, buildSpec } from "../document/build-spec.ts";
import { sha256 } from "../document/canonical.ts";
import { operationsOf } from "../document/operation.ts";
import { readOverlayText } from "../document/overlay.ts";
import { parseSpec } from "../document/parse.ts";
import { normaliseScope } from "../document/scope.ts";
import { firstFiles } from "../first-files.ts";
import { firstUse } from "../first-use.ts";
import { decidePin } from "../pin/decide-pin.ts";
import { knownValidators, type Lock, newestOf, type Pin, readLock, readPin, requirePin } from "../pin/lockfile.ts";
import { checkPinName } from "../pin/pin-name.ts";
import { steps } from "../progress.ts";
import { withoutQuery } from "../source/host-policy.ts";
import { readSources } from "../source/read-sources.ts";
import { generator } from "../types/generate-types.ts";
import type { Workspace } from "../workspace.ts";
import { changesFor } from "../write/new-pin.ts";
import { asOnlyWriter } from "../write/only-writer.ts";
import { commit } from "../write/transaction.ts";
import { usePin } from "./use.ts";

const options = {
  from: {
    value: "<source>",
    help: "a URL, a file, a folder of docs pages, or an index of pages (default: the sources of the channel)",
  },
  pin: {
    value: "<name>",
    help: "the pin's name: at most 64 lower-case letters, digits and hyphens (default: today's date, UTC)",
  },
  scope: {
    value: "<scope>",
    help: "what to pin: all, tags=A,B or operations=GET /a,POST /b (default: that of openapi/config.yaml)",
  },
  channel: { value: "<name>", help: "a channel of openapi/config.yaml (default: the one that it follows)" },
  accept: { help: "replaces a pin of that name, and takes a spec that lost more than a fifth of its operations" },
  use: { help: "makes the pin current; the first one always is" },
  "dry-run": { help: "does everything but write" },
  json: { help: "prints the result as one JSON object, and nothing else" },
} as const;

type Flags = Values<typeof options>;

/** The result of a pull, as `--json` prints it. */
export interface PullResult {
  readonly outcome: "pinned" | "no change" | "dry run";
  readonly pin: string | undefined;
  /** The pin that the facade compiles against, after the pull. */
  readonly current: string | undefined;
  readonly message: string;
  /** What the new pin changes for callers of the current one. Missing if the two scopes have no operation in common. */
  readonly report?: Report;
}

export const pull: Command = defineCommand({
  name: "pull",
  about:
    "Fetches a spec, pins it, generates its types, and says what it breaks. Writes nothing unless every step succeeds. One file may take 30 s and have 16 MiB.",
  arguments: [],
  options,
  examples: [
    ["", "pins what the channel publishes, under today's date"],
    ["--scope tags=Datasets --use", "pins the operations of one tag, and makes them current"],
    ["--from ./openapi.json --pin next", "pins a file under a name of yours"],
  ],
  exitCodes: { 0: "pinned, or no change", 1: "an error: nothing was changed" },
  run: pullWith,
});

async function pullWith(flags: Flags, workspace: Workspace): Promise<number> {
  const quiet: Workspace = flags.json ? { ...workspace, print: () => {}, status: () => {} } : workspace;
  const work = (): Promise<PullResult> => perform(flags, quiet);
  const result = await (flags["dry-run"] ? work() : asOnlyWriter(workspace.root, work));
  if (flags.json) workspace.print(JSON.stringify(result));
  else {
    if (result.report) workspace.print(`\n${formatText(result.report, workspace.color === true)}\n`);
    workspace.print(result.message);
  }
  return 0;
}

async function perform(flags: Flags, workspace: Workspace): Promise<PullResult> {
  const { root, print } = workspace;
  const step = steps(workspace);
  const config = readConfig(root);
  const lock = checkedLock(root);
  const scope = normaliseScope(flags.scope ?? config.scope);
  const channel = flags.channel ?? config.channel;
  const overlaySha256 = sha256(readOverlayText(root));
  if (flags.pin !== undefined) checkPinName(flags.pin);
  const unchanged = async (pin: string | undefined, reason: string): Promise<PullResult> => {
    const isMadeCurrent = flags.use && !flags["dry-run"] && lock && pin !== undefined && pin !== lock.current;
    if (isMadeCurrent) await usePin(root, lock, pin);
    return {
      outcome: "no change",
      pin,
      current: isMadeCurrent ? pin : lock?.current,
      message: `no change: ${reason}${isMadeCurrent ? `; ${pin} is current now` : ""}`,
    };
  };

  const known = knownValidators(lock, scope, overlaySha256);
  const onSkipped = (reason: string): unknown => print(`skipped   ${reason}`);
  const request = {
    folders: workspace,
    sources: flags.from === undefined ? sourcesOf(config, channel) : [flags.from],
    channel: flags.from === undefined ? channel : undefined,
    allowedHosts: config.allowedHosts,
    known,
    onSkipped,
  };
  const { from, files } = await step(
    "read",
    () => readSources(request),
    (answer) => answer.from,
  );
  if (!files) return unchanged(newestOf(lock, scope, withoutQuery(new URL(from))), `${from} has not been modified`);

  const built = await buildSpec(files, { root, scope, step });
  for (const name of built.missing) print(`missing   ${name}: named by the scope, but not in this spec`);
  const today = new Date().toISOString().slice(0, 10);
  const entryFor = (name: string): Pin => ({
    date: /^\d{4}-\d{2}-\d{2}/.exec(name)?.[0] ?? today,
    ...(flags.from === undefined && { channel }),
    scope,
    operations: built.operations,
    publishedOperations: built.publishedOperations,
    sources: files.map(({ name, bytes, validators }) => ({ from: name, rawSha256: sha256(bytes), ...validators })),
    overlaySha256,
    canonicalSha256: built.canonicalSha256,
    generator,
  });
  const decision = decidePin({ built, scope, lock, askedName: flags.pin, accept: flags.accept, today, entryFor });
  const { name, entry } = decision;
  if (decision.unchanged !== undefined) return unchanged(name, decision.unchanged);

  const pin = { root, name, entry, built, files, lock, use: flags.use };
  const changes = await step(
    "generate",
    () => changesFor(pin),
    (made) => `${made.size} files`,
  );
  const report = await step(
    "compare",
    () => compareWithCurrent(workspace, lock, { name, scope, built }),
    (made) => (made ? `with ${made.before}` : "with nothing: no current pin has an operation of this scope"),
  );
  const compared = { pin: name, ...(report && { report }) };
  if (flags["dry-run"]) {
    const message = `would pin ${name}: nothing is written`;
    return { outcome: "dry run", current: lock?.current, message, ...compared };
  }
  // The files that people edit come with the first pin: the next pull needs what this one went by.
  commit(root, lock ? changes : new Map([...firstFiles(root, flags), ...changes]));
  const isSomebodyElses = workspace.contract === undefined;
  const hint = !lock && isSomebodyElses ? firstUse(built.document) : [];
  const message = [`pinned ${name} (sha256 ${entry.canonicalSha256.slice(0, 12)})`, ...hint].join("\n");
  return { outcome: "pinned", current: flags.use || !lock ? name : lock.current, message, ...compared };
}

/** Reports what callers of the current pin will notice, of the operations that its scope and the new one keep. */
async function compareWithCurrent(
  workspace: Workspace,
  lock: Lock | undefined,
  { name, scope, built }: { readonly name: string; readonly scope: string; readonly built: BuiltSpec },
): Promise<Report | undefined> {
  if (!lock) return undefined;
  const current = parseSpec(readPin(workspace.root, lock, lock.current), lock.current);
  const currentScope = requirePin(lock, lock.current).scope;
  const { diffSpecs } = await import("../diff/diff-specs.ts");
  const documents = inBothScopes({ document: current, scope: currentScope }, { document: built.document, scope });
  if (documents.every((document) => operationsOf(document).length === 0)) return undefined;
  return diffSpecs(...documents, { beforeName: lock.current, afterName: name, ...releaseContext(workspace) });
}

/** Reads the lock, and checks that the content of every pin matches it. */
function checkedLock(root: string): Lock | undefined {
  const lock = readLock(root);
  if (lock) for (const pin of Object.keys(lock.pins)) readPin(root, lock, pin);
  return lock;
}
