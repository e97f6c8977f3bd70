import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runCommand } from "../../scripts/command-line.ts";

/** Pins a spec, whole, in a folder of its own, and returns the folder. */
export async function pinned(spec: string): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), "orq-client-full-spec-"));
  mkdirSync(join(root, "openapi"));
  writeFileSync(join(root, "openapi/config.yaml"), "scope: all\n");
  writeFileSync(join(root, "openapi/overlay.yaml"), "overlay: 1.0.0\nactions: []\n");
  const exitCode = await runCommand(["pull", "--from", resolve(spec)], { root, print: console.log }, console.error);
  if (exitCode !== 0) throw new Error(`${spec} could not be pinned`);
  return root;
}
