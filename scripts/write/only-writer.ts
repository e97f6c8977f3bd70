import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SpecError } from "../spec-error.ts";
import { recover } from "./transaction.ts";

const name = "openapi/.writer.lock";

/** Runs work that writes while no other command does. First finishes what a killed command has left. */
export async function asOnlyWriter<Value>(root: string, work: () => Promise<Value>): Promise<Value> {
  const file = join(root, name);
  mkdirSync(dirname(file), { recursive: true });
  acquire(file);
  const release = (): void => rmSync(file, { force: true });
  process.once("exit", release);
  try {
    recover(root);
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

/** Takes the lock. link() is atomic: the lock always holds its owner's process id. */
function acquire(file: string): void {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    while (!tryLink(own, file)) {
      const owner = readOwner(file);
      if (owner === undefined) continue;
      if (isRunning(owner)) {
        throw new SpecError(`another spec command (process ${owner}) is writing (${name}): wait until it has ended`);
      }
      removeStale(file, owner);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Removes the lock of a killed process. If another process has taken it over meanwhile, puts that lock back. */
function removeStale(file: string, owner: number): void {
  const stale = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, stale);
  } catch {
    return;
  }
  if (readOwner(stale) !== owner) tryLink(stale, file);
  rmSync(stale, { force: true });
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function readOwner(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
