import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { SpecError } from "../spec-error.ts";
import type { Contract } from "../workspace.ts";
import type { Checkout } from "./spec-changeset.ts";

/**
 * Calls `work` with the checkout of a release, which is a tag such as `v0.1.0`, and removes the checkout afterwards.
 *
 * @throws {SpecError} when the tag is not here.
 */
export async function withRelease<Done>(
  root: string,
  tag: string,
  work: (release: Checkout) => Promise<Done>,
): Promise<Done> {
  const folder = await mkdtemp(join(tmpdir(), "orq-client-release-"));
  try {
    await clone(root, tag, folder);
    const { contract } = (await import(pathToFileURL(join(folder, "src/contract.ts")).href)) as { contract: Contract };
    return await work({ root: folder, contract });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function clone(root: string, tag: string, folder: string): Promise<void> {
  const source = pathToFileURL(root).href;
  try {
    await promisify(execFile)("git", ["clone", "--quiet", "--depth=1", `--branch=${tag}`, source, folder]);
  } catch (cause) {
    throw new SpecError(`the last release, ${tag}, is not a tag here: \`git fetch --tags\` brings it`, { cause });
  }
}
