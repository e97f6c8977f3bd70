import { join } from "node:path";

/** A checkout, and where its commands print. Commands receive it, so that a test can pass a copy of the tree. */
export interface Workspace {
  /** The folder that holds `openapi/` and `generated/`. */
  readonly root: string;
  /** Where the command was typed: relative paths of its arguments start there. Default: the root. */
  readonly callerFolder?: string;
  /** Prints one line to the user of the command. */
  readonly print: (line: string) => unknown;
  /** Shows the current step on a terminal. The next line overwrites it. */
  readonly status?: (line: string) => unknown;
  /** Whether the output may be coloured. Default: false. */
  readonly color?: boolean;
}

export const lockFile = (root: string): string => join(root, "openapi", "spec.lock.json");
export const pinFile = (root: string, pin: string): string => join(root, "openapi", pin, "openapi.yaml");
