import { join } from "node:path";

/** The facade method that serves each operation, or `"raw"`. */
export type Contract = Readonly<Record<string, string>>;

/** A checkout, and where its commands print. Commands receive it, so that a test can pass a copy of the tree. */
export interface Workspace {
  /** The folder that holds `openapi/` and `generated/`. */
  readonly root: string;
  /** Where the command was typed: relative paths of its arguments start there. Default: the root. */
  readonly callerFolder?: string;
  /** The contract of the facade that lives in this checkout. Missing where the pins are somebody else's. */
  readonly contract?: Contract;
  /** Prints one line to the user of the command. */
  readonly print: (line: string) => unknown;
  /** Prints one line beside the output, where it does not disturb a program that reads it. */
  readonly note?: (line: string) => unknown;
  /** Shows the current step on a terminal. The next line overwrites it. */
  readonly status?: (line: string) => unknown;
  /** Whether the output may be coloured. Default: false. */
  readonly color?: boolean;
}

export const lockFile = (root: string): string => join(root, "openapi", "spec.lock.json");
export const pinFile = (root: string, pin: string): string => join(root, "openapi", pin, "openapi.yaml");
