import { join } from "node:path";

/** Where everything of one checkout lives. Commands get one, so that a test can hand them a copy of the tree. */
export interface Workspace {
  /** The folder that holds `openapi/` and `generated/`. */
  readonly root: string;
  /** Prints one line for the person who called the command. */
  readonly print: (line: string) => void;
}

export const lockFile = (root: string): string => join(root, "openapi", "spec.lock.json");
export const pinFolder = (root: string, pin: string): string => join(root, "openapi", pin);
export const pinFile = (root: string, pin: string): string => join(pinFolder(root, pin), "openapi.yaml");
export const pagesFolder = (root: string, pin: string): string => join(pinFolder(root, pin), "pages");
export const generatedFolder = (root: string): string => join(root, "generated");
