import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "vitest";
import { repository, snapshot, type TestWorkspace } from "./workspace.ts";

const run = promisify(execFile);
const scripts = join(repository, "scripts/run.ts");
const tsx = import.meta.resolve("tsx");

interface Surroundings {
  /** The process is killed before that rename. */
  readonly killAt?: number | undefined;
  /** Files of test/support/ that are loaded before the command. */
  readonly preload?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a command in a process of its own. */
export function spawnCommand(
  root: string,
  command: readonly string[],
  { killAt, preload = [], environment = {} }: Surroundings = {},
): Promise<{ stdout: string }> {
  const files = killAt === undefined ? preload : [...preload, "killer.ts"];
  const imports = files.flatMap((name) => ["--import", join(import.meta.dirname, name)]);
  const args = ["--import", tsx, ...imports, scripts, ...command];
  return run(process.execPath, args, { cwd: root, env: { ...process.env, ...environment, KILL_AT: String(killAt) } });
}

/** Runs a command that is killed before that rename. Tells whether it was. */
export function isKilled(root: string, command: readonly string[], rename: number | undefined): Promise<boolean> {
  return spawnCommand(root, command, { killAt: rename }).then(
    () => false,
    (error: { signal: string }) => error.signal === "SIGKILL",
  );
}

/** The tree after what a user does who is told that a command was killed. */
export async function repairedTree(root: string, runHere: TestWorkspace["run"]): Promise<Record<string, string>> {
  if ((await runHere("spec:check")).exitCode !== 0) {
    expect(await runHere("spec:generate")).toMatchObject({ exitCode: 0 });
    expect(await runHere("spec:check")).toMatchObject({ exitCode: 0 });
  }
  return treeOf(root);
}

export function treeOf(root: string): Record<string, string> {
  const { "spec.yaml": _, ...tree } = snapshot(root);
  return Object.fromEntries(Object.entries(tree).filter(([path]) => !path.includes("/.writer.lock")));
}

export async function inPairs<Item, Value>(
  items: readonly Item[],
  work: (item: Item) => Promise<Value>,
): Promise<Value[]> {
  const results: Value[] = new Array(items.length);
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all([worker(), worker()]);
  return results;
}
