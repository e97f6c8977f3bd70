import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, defineCommand } from "../command.ts";
import { commandText } from "../command-text.ts";
import { readConfig } from "../config.ts";
import { count } from "../count.ts";
import { approvalProblems } from "../diff/approvals/approval-problems.ts";
import { sha256 } from "../document/canonical.ts";
import { operationsOf } from "../document/operation.ts";
import { readOverlayText } from "../document/overlay.ts";
import { parseSpec } from "../document/parse.ts";
import { type Lock, readPin, requireLock, requirePin, shippingPins } from "../pin/lockfile.ts";
import { rollingPin } from "../pin/pin-name.ts";
import { SpecError } from "../spec-error.ts";
import type { Contract, Workspace } from "../workspace.ts";
import { isUnfinished } from "../write/transaction.ts";
import { staleFiles, trustedPins } from "./generate.ts";

export const check: Command = defineCommand({
  name: "check",
  about: "Checks offline that pins and types are as the lock says. Prints one line for each problem, with its remedy.",
  arguments: [],
  options: {},
  examples: [["", "for CI: is everything here as it was pulled and generated?"]],
  exitCodes: { 0: "all is well", 1: "a problem" },
  run: (_values, workspace) => checkAll(workspace),
});

async function checkAll({ root, print, contract }: Workspace): Promise<number> {
  if (isUnfinished(root))
    throw new SpecError(
      `a spec command was killed while it was writing: run \`${commandText("generate")}\` to finish it`,
    );
  readConfig(root);
  const lock = requireLock(root);
  const problems = [...pinProblems(root, lock), ...strayFolders(root, lock)];
  if (problems.length === 0)
    problems.push(...(await generatedProblems(root, lock)), ...(await approvalProblems(root, lock)));
  for (const problem of problems) print(problem);
  if (problems.length > 0) return 1;

  const pins = Object.keys(lock.pins);
  print(
    `lock      ${count(pins.length, "pin")}, current is ${lock.current}${lock.next === undefined ? "" : `, next is ${lock.next}`}`,
  );
  print(`ships     ${shippingPins(lock).join(", ")}`);
  print("generated matches the pins");
  if (requirePin(lock, lock.current).overlaySha256 !== sha256(readOverlayText(root))) {
    print(
      `overlay   openapi/overlay.yaml has changed since ${lock.current} was pulled: the next pull applies the change`,
    );
  }
  return contract ? checkContract(root, lock, contract, print) : 0;
}

/** Checks by keys alone what the compiler checks in full: the pin has every operation of the contract. */
function checkContract(root: string, lock: Lock, contract: Contract, print: Workspace["print"]): number {
  const operations = operationsOf(parseSpec(readPin(root, lock, lock.current), lock.current));
  const gone = Object.keys(contract).filter((operation) => !operations.includes(operation));
  for (const operation of gone) {
    print(
      `src/contract.ts names ${operation}, which ${lock.current} does not have: \`npm run typecheck\` says what to edit`,
    );
  }
  if (gone.length > 0) return 1;
  const served = Object.values(contract).filter((method) => method !== "raw").length;
  const counts = `${served} of ${operations.length} operations of ${lock.current} are served by methods`;
  print(`contract  ${counts}, ${operations.length - served} by call alone`);
  return 0;
}

function pinProblems(root: string, lock: Lock): string[] {
  return Object.keys(lock.pins).flatMap((name) => [
    ...contentProblems(root, lock, name),
    ...pageProblems(root, lock, name),
  ]);
}

/** The hash is enough for a pin that does not ship: to parse all of them would take a second for each. */
function contentProblems(root: string, lock: Lock, name: string): string[] {
  try {
    const text = readPin(root, lock, name);
    const { operations } = requirePin(lock, name);
    const found = shippingPins(lock).includes(name) ? operationsOf(parseSpec(text, name)).length : operations;
    const way = "restore openapi/spec.lock.json with `git checkout`";
    return found === operations ? [] : [`${name} has ${found} operations, but the lock says ${operations}: ${way}`];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return [error.message];
  }
}

/** The pages that a pin was made from, where they stand beside it. */
function pageProblems(root: string, lock: Lock, name: string): string[] {
  if (!existsSync(join(root, "openapi", name))) return [];
  const named = name === rollingPin ? "" : ` --pin ${name}`;
  const way = commandText("pull", `--from openapi/${name}/pages${named} --accept`);
  return requirePin(lock, name)
    .sources.filter(({ from }) => from.startsWith(`openapi/${name}/`))
    .filter(
      ({ from, rawSha256 }) => !existsSync(join(root, from)) || sha256(readFileSync(join(root, from))) !== rawSha256,
    )
    .map(({ from }) => `${from} has changed since it was pinned: restore it, or pin it again with \`${way}\``);
}

function strayFolders(root: string, lock: Lock): string[] {
  return readdirSync(join(root, "openapi"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !(entry.name in lock.pins))
    .map(
      ({ name }) =>
        `openapi/${name} is not in openapi/spec.lock.json: delete it, or pin it with \`${commandText("pull")}\``,
    );
}

async function generatedProblems(root: string, lock: Lock): Promise<string[]> {
  const stale = await staleFiles(root, lock, trustedPins(root, lock));
  return [...stale.keys()].map((path) => `${path}: not up to date with openapi/; run \`${commandText("generate")}\``);
}
