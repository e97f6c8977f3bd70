import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { SpecError } from "../spec-error.ts";

/** Writes a file and waits until it is on the disk. */
export function writeFileDurably(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const bytes = Buffer.from(content);
  const descriptor = openSync(file, "w");
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Waits until a rename inside a folder is on the disk, if the system can tell. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Refuses a path in a folder that cannot be written. */
export function assertWritable(root: string, path: string): void {
  let folder = dirname(join(root, path));
  while (!existsSync(folder)) folder = dirname(folder);
  accessSync(folder, constants.W_OK);
}

/** Refuses to write over a folder, or through a link: it could lead out of the repository. */
export function assertNoLinks(root: string, path: string): void {
  const steps = path.split("/");
  for (let depth = 1; depth <= steps.length; depth += 1) {
    const part = steps.slice(0, depth).join("/");
    const status = lstatSync(join(root, part), { throwIfNoEntry: false });
    if (status?.isSymbolicLink()) throw new SpecError(`${part} is a symbolic link: make it a plain file or folder`);
    if (depth === steps.length && status?.isDirectory()) throw new SpecError(`${part} is a folder: move it away`);
  }
}
