import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { runCommand } from "../../scripts/command-line.ts";
import type { Lock } from "../../scripts/pin/lockfile.ts";
import { filesBelow } from "../../scripts/write/transaction.ts";
import { contract } from "../../src/contract.ts";

export const repository: string = resolve(import.meta.dirname, "../..");

export interface Outcome {
  readonly exitCode: number;
  readonly printed: readonly string[];
  /** What went to standard error: nothing, or one line. */
  readonly errors: readonly string[];
}

export interface TestWorkspace {
  readonly root: string;
  /** Runs a command here, as `npm run` does: `run("spec:pull", "--from", …)`. */
  readonly run: (...command: readonly string[]) => Promise<Outcome>;
}

/**
 * A checkout of its own for one test: with a configuration alone, or with this repository's `openapi/` and `generated/`, of
 * which it keeps the current pin.
 */
export function workspace(content: "empty" | "copy" = "empty"): TestWorkspace {
  const root = mkdtempSync(join(tmpdir(), "orq-client-workspace-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, "openapi"));
  if (content === "empty") {
    writeFileSync(join(root, "openapi/config.yaml"), "scope: all\n");
    writeFileSync(join(root, "openapi/overlay.yaml"), "overlay: 1.0.0\nactions: []\n");
  } else {
    for (const folder of ["openapi", "generated"]) {
      cpSync(join(repository, folder), join(root, folder), { recursive: true });
    }
    keepCurrentPin(root);
  }
  return {
    root,
    run: async (...command) => {
      const printed: string[] = [];
      const errors: string[] = [];
      const print = (line: string): unknown => printed.push(line);
      const exitCode = await runCommand(command, { root, print, ...(content === "copy" && { contract }) }, (line) =>
        errors.push(line),
      );
      return { exitCode, printed, errors };
    },
  };
}

function keepCurrentPin(root: string): void {
  const lock = join(root, "openapi/spec.lock.json");
  const { current = "", pins }: Lock = JSON.parse(readFileSync(lock, "utf8"));
  writeFileSync(lock, `${JSON.stringify({ current, pins: { [current]: pins[current] } }, null, 2)}\n`);
  writeFileSync(join(root, "generated/.npmignore"), `/*/\n!/${current}/\n`);
  for (const pin of Object.keys(pins)) {
    if (pin === current) continue;
    for (const folder of ["openapi", "generated"]) rmSync(join(root, folder, pin), { recursive: true });
  }
}

/** Reads the lock of a workspace. */
export function lockOf({ root }: TestWorkspace): Lock {
  return JSON.parse(readFileSync(join(root, "openapi/spec.lock.json"), "utf8"));
}

/** Every file below a folder with its content, to compare whole trees. */
export function snapshot(folder: string): Record<string, string> {
  return Object.fromEntries(filesBelow(folder).map((path) => [path, readFileSync(join(folder, path), "base64")]));
}
