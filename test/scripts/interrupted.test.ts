import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { documentWith, writeSpec } from "../support/documents.ts";
import { repository, snapshot, workspace } from "../support/workspace.ts";

const run = promisify(execFile);
const scripts = join(repository, "scripts/run.ts");
const tsx = import.meta.resolve("tsx");

/** Runs a command in a process of its own; with a number, that process is killed before that rename. */
function spawnCommand(root: string, command: readonly string[], killAt?: number): Promise<{ stdout: string }> {
  const killer = ["--import", join(repository, "test/support/killer.ts")];
  const args = ["--import", tsx, ...(killAt === undefined ? [] : killer), scripts, ...command];
  return run(process.execPath, args, { cwd: root, env: { ...process.env, KILL_AT: String(killAt) } });
}

describe("a pull that is killed", () => {
  // The first decides, each of the others puts one file into its place, and the last one is never come to.
  const renames = [1, 2, 3, 4, 5, 6, 7];
  test("at any rename leaves the tree as before or as after, once one command has run", async () => {
    const finished = workspace("copy");
    const command = [
      "spec:pull",
      "--from",
      writeSpec(finished.root, documentWith("get", "/x")),
      "--pin",
      "x",

      "--scope",
      "all",
      "--accept",
    ];
    const before = treeOf(finished.root);
    await finished.run(...command);
    const after = treeOf(finished.root);

    const outcomes = await inPairs(renames, async (rename) => {
      const { root, run: runHere } = workspace("copy");
      const spec = writeSpec(root, documentWith("get", "/x"));
      const killed = await spawnCommand(root, [...command.slice(0, 2), spec, ...command.slice(3)], rename).then(
        () => false,
        (error: { signal: string }) => error.signal === "SIGKILL",
      );
      const needsRepair = (await runHere("spec:check")).exitCode !== 0;
      if (needsRepair) {
        expect(await runHere("spec:generate")).toMatchObject({ exitCode: 0 });
        expect(await runHere("spec:check")).toMatchObject({ exitCode: 0 });
      }
      const tree = JSON.stringify(treeOf(root));
      expect([JSON.stringify(before), JSON.stringify(after)]).toContain(tree);
      return { killed, isAfter: tree === JSON.stringify(after) };
    });
    expect(outcomes.at(0)).toEqual({ killed: true, isAfter: false });
    expect(outcomes.at(-1)).toEqual({ killed: false, isAfter: true });
    expect(
      outcomes.some(({ killed, isAfter }) => killed && isAfter),
      "a kill after the decision",
    ).toBe(true);
  });
});

describe("two commands that write at once", () => {
  test("one of them is refused with its reason, and the tree is whole", async () => {
    const { root, run: runHere } = workspace("copy");
    const pull = (name: string) => {
      const spec = writeSpec(root, documentWith("get", `/${name}`), `${name}.yaml`);
      return spawnCommand(root, ["spec:pull", "--from", spec, "--pin", name, "--scope", "all"]).then(
        () => "pinned",
        (error: { stderr: string }) => error.stderr,
      );
    };
    const outcomes = await Promise.all(["a", "b", "c"].map(pull));
    const refusals = outcomes.filter((outcome) => outcome !== "pinned");
    for (const refusal of refusals)
      expect(refusal).toMatch(/^spec:pull: another spec command \(process \d+\) is writing/);
    expect(await runHere("spec:check")).toMatchObject({ exitCode: 0 });
    expect(Object.keys(snapshot(join(root, "openapi"))).filter((path) => /^[abc]\//.test(path))).toHaveLength(
      3 - refusals.length,
    );
  });

  test("the lock of a process that is gone does not stop the next one", async () => {
    const { root, run: runHere } = workspace("copy");
    const { stdout } = await run(process.execPath, ["-p", "process.pid"]);
    writeFileSync(join(root, "openapi/.writer.lock"), stdout.trim());
    expect(await runHere("spec:generate")).toMatchObject({ exitCode: 0 });
    expect(existsSync(join(root, "openapi/.writer.lock"))).toBe(false);
  });
});

test("a command that fails ends with exit code 1 and one line, in a process too", async () => {
  const { root } = workspace();
  await expect(spawnCommand(root, ["spec:pull", "--from", "nowhere"])).rejects.toMatchObject({
    code: 1,
    stdout: "",
    stderr: "spec:pull: --from nowhere: no such file or folder\n",
  });
});

function treeOf(root: string): Record<string, string> {
  const { "spec.yaml": _, ...tree } = snapshot(root);
  return Object.fromEntries(Object.entries(tree).filter(([path]) => !path.includes("/.writer.lock")));
}

async function inPairs<Item, Value>(items: readonly Item[], work: (item: Item) => Promise<Value>): Promise<Value[]> {
  const results: Value[] = new Array(items.length);
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all([worker(), worker()]);
  return results;
}
