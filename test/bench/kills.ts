// npx tsx test/bench/kills.ts [count]: kills pulls at random moments, and counts the trees that one command cannot mend.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import { runCommand } from "../../scripts/command-line.ts";
import { documentOf } from "../support/documents.ts";

const repository = resolve(import.meta.dirname, "../..");
const count = Number(process.argv[2] ?? 200);
const tally = { "before the decision": 0, "after the decision": 0, "mended by one command": 0, broken: 0 };

function checkout(): string {
  const root = mkdtempSync(join(tmpdir(), "orq-client-kills-"));
  for (const folder of ["openapi", "generated"])
    cpSync(join(repository, folder), join(root, folder), { recursive: true });
  writeFileSync(join(root, "spec.yaml"), stringify(documentOf(300)));
  return root;
}

/** Runs a pull, killed after a time if one is given, and says how long it took. */
async function pull(root: string, killAfterMs?: number): Promise<number> {
  const command = ["spec:pull", "--from", "spec.yaml", "--pin", "x", "--scope", "all"];
  const args = ["--import", import.meta.resolve("tsx"), join(repository, "scripts/run.ts"), ...command];
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: "ignore" });
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  await once(child, "exit");
  clearTimeout(timer);
  return performance.now() - start;
}

const run = (root: string, ...command: string[]) => runCommand(command, { root, print: () => {} }, () => {});

const whole = checkout();
const durationMs = await pull(whole);
rmSync(whole, { recursive: true });
for (let index = 0; index < count; index += 1) {
  const root = checkout();
  // Most of a pull is before it writes: half of the kills fall into its last tenth.
  const share = index % 2 === 0 ? Math.random() : 0.9 + Math.random() * 0.15;
  await pull(root, durationMs * share);
  const isWell = (await run(root, "spec:check")) === 0;
  if (!isWell && (await run(root, "spec:generate")) === 0 && (await run(root, "spec:check")) === 0)
    tally["mended by one command"] += 1;
  else if (!isWell) tally.broken += 1;
  const pinned = (await run(root, "spec:use", "x")) === 0;
  tally[pinned ? "after the decision" : "before the decision"] += 1;
  rmSync(root, { recursive: true });
}
console.log(`a pull takes ${Math.round(durationMs)} ms; ${count} kills:`, tally);
