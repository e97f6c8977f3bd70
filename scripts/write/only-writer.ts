import { closeSync, lstatSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { SpecError } from "../spec-error.ts";
import { recover } from "./transaction.ts";

const name = "openapi/.writer.lock";
/** Held while a dead lock is cleared away: of two who do so, the second would remove the lock of the first. */
const clearing = `${name}.clearing`;

/** The locks of this process. A lock with its id that is not among them is of an earlier process. */
const held = new Set<string>();

/** Runs work that writes while no other command does. First finishes what a killed command has left. */
export async function asOnlyWriter<Value>(root: string, work: () => Promise<Value>): Promise<Value> {
  acquire(root);
  const file = join(root, name);
  const release = (): void => rmSync(file, { force: true });
  held.add(file);
  process.once("exit", release);
  try {
    recover(root);
    return await work();
  } finally {
    process.off("exit", release);
    held.delete(file);
    release();
  }
}

/** Takes the lock, also from a process that is gone. */
function acquire(root: string): void {
  if (create(root, name)) return;
  if (!create(root, clearing)) throw busy(clearing);
  try {
    checkIsDead(root);
    rmSync(join(root, name), { force: true });
    if (!create(root, name)) throw busy(name);
  } finally {
    rmSync(join(root, clearing), { force: true });
  }
}

/** Creates a lock with our process id. Returns false if something of this name is there. */
function create(root: string, path: string): boolean {
  const file = join(root, path);
  let descriptor: number | undefined;
  try {
    mkdirSync(join(root, "openapi"), { recursive: true });
    descriptor = openSync(file, "wx");
    writeSync(descriptor, String(process.pid));
    return true;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === "open" && code === "EEXIST") return false;
    if (descriptor !== undefined) rmSync(file, { force: true });
    throw new SpecError(`${path} cannot be written (${code})`);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Refuses while the process that the lock names is running, or where the lock names none. */
function checkIsDead(root: string): void {
  const file = join(root, name);
  const status = lstatSync(file, { throwIfNoEntry: false });
  if (status === undefined) return;
  const text = status.isFile() ? readFileSync(file, "utf8") : "-";
  // The owner has created it, and is about to write its id.
  if (text === "") throw busy(name);
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new SpecError(`${name} is not a lock of a spec command: delete it`);
  if (isRunning(Number(text), file)) throw busy(name, Number(text));
}

function busy(path: string, owner?: number): SpecError {
  const process = owner === undefined ? "" : ` (process ${owner})`;
  return new SpecError(
    `another spec command${process} is writing (${path}): wait until it has ended; if there is none, delete that file`,
  );
}

function isRunning(processId: number, file: string): boolean {
  if (processId === process.pid) return held.has(file);
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
