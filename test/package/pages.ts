import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "../../scripts/write/transaction.ts";
import { repository } from "../support/workspace.ts";

export interface Page {
  /** Its path from the root, such as `docs/errors.md`. */
  readonly path: string;
  readonly text: string;
}

interface CodeBlock {
  readonly language: string;
  /** What stands behind the language: a file of the reader's, or one of this repository of which the block is a part. */
  readonly file: string | undefined;
  readonly code: string;
}

/** Every page that a user reads, the README first. */
export const pages: readonly Page[] = ["README.md", ...docs()].map((path) => ({
  path,
  text: readFileSync(join(repository, path), "utf8"),
}));

/** The pages whose programs, files and sessions need a setting of their own, and what reads them. Of the README, the sessions alone. */
export const testsOfPages: Readonly<Record<string, string>> = {
  "docs/api-report.md": "scripts/package/api-report.ts",
  "README.md": "test/package/spec-changed.slow.test.ts",
  "docs/monorepo.md": "test/monorepo/page.ts",
  "docs/spec-changed.md": "test/package/spec-changed.slow.test.ts",
  "docs/your-own-pins.md": "test/package/guide.slow.test.ts",
};

export function blocksOf({ text }: Page): CodeBlock[] {
  return [...text.matchAll(/^```(\w*)(?: (\S+))?\n(.*?)^```$/gms)].map(([, language = "", file, code = ""]) => ({
    language,
    file,
    code,
  }));
}

export function standsHere(file: string | undefined): boolean {
  return file !== undefined && existsSync(join(repository, file));
}

function docs(): string[] {
  return filesBelow(join(repository, "docs"))
    .filter((path) => path.endsWith(".md"))
    .map((path) => `docs/${path}`);
}
