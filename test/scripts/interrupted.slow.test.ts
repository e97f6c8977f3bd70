import { join } from "node:path";
import { expect, test } from "vitest";
import { documentWith, writeSpec } from "../support/documents.ts";
import { inPairs, isKilled, repairedTree, spawnCommand, treeOf } from "../support/killed-command.ts";
import { workspace } from "../support/workspace.ts";

// The first decides, each of the others puts one file into its place, and the eighth is never come to.
const renames = [1, 2, 5, 8];
test("a pull that is killed at any rename leaves the tree as before or as after, once one command has run", async () => {
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
    const killed = await isKilled(root, [...command.slice(0, 2), spec, ...command.slice(3)], rename);
    const tree = JSON.stringify(await repairedTree(root, runHere));
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

test("latest that gets a name is killed: there is one of the two, whole, once one command has run", async () => {
  const trees = await inPairs([undefined, 1, 4], async (rename) => {
    const { root, run: runHere } = workspace();
    for (const path of ["/x", "/y"]) await runHere("spec:pull", "--from", writeSpec(root, documentWith("get", path)));
    expect(await isKilled(root, ["spec:use", "latest"], rename)).toBe(rename !== undefined);
    return repairedTree(root, runHere);
  });
  const [finished, killedBefore, killedAfter] = trees;
  expect(killedAfter).toEqual(finished);
  expect(Object.keys(finished ?? {})).not.toContain("openapi/latest/openapi.yaml");
  expect(Object.keys(killedBefore ?? {})).toContain("openapi/latest/openapi.yaml");
});

test("types on another file system are copied beside their place, and a kill at any rename leaves the tree as before or as after", async () => {
  const finished = workspace("copy");
  const command = ["spec:pull", "--from", "spec.yaml", "--pin", "x", "--scope", "all", "--accept", "--use"];
  writeSpec(finished.root, documentWith("get", "/x"));
  const before = treeOf(finished.root);
  await finished.run(...command);
  const after = treeOf(finished.root);
  const outcomes = await inPairs([1, 3, 6, 8, 99], async (rename) => {
    const { root, run: runHere } = workspace("copy");
    writeSpec(root, documentWith("get", "/x"));
    await spawnCommand(root, command, {
      killAt: rename,
      environment: { OTHER_FILE_SYSTEM: join(root, "generated") },
    }).catch(() => {});
    await runHere("spec:generate");
    const tree = JSON.stringify(treeOf(root));
    return tree === JSON.stringify(before) ? "before" : tree === JSON.stringify(after) ? "after" : "neither";
  });
  expect(outcomes).toEqual(["before", "after", "after", "after", "after"]);
});
