import { join } from "node:path";

/** Where everything of one checkout lives. Commands get one, so that a test can hand them a copy of the tree. */
export interface Workspace {
  /** The folder that holds `openapi/` and `generated/`. */
  readonly root: string;
  /** Where the command was called, which is where a path of its caller starts. Default: the root. */
  readonly callerFolder?: string;
  /** Prints one line for the person who called the command. */
  readonly print: (line: string) => unknown;
  /** Shows what is being done just now, where there is a terminal: the next line takes its place. */
  readonly status?: (line: string) => unknown;
  /** Whether what is printed may be in colour. */
  readonly color?: boolean;
}

export const lockFile = (root: string): string => join(root, "openapi", "spec.lock.json");
export const pinFile = (root: string, pin: string): string => join(root, "openapi", pin, "openapi.yaml");
