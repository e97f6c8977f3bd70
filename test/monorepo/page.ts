import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../support/workspace.ts";

const page = readFileSync(join(repository, "docs/monorepo.md"), "utf8");

/** Returns what stands in the guide to a monorepo below a heading. */
export function section(heading: string): string {
  const found = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (found === undefined) throw new Error(`docs/monorepo.md has no part "${heading}"`);
  return found;
}

/** Returns the files that the guide shows. The line above a file ends with its path, in backticks, and a colon. */
export function filesOfPage(): [path: string, content: string][] {
  return [...page.matchAll(/`([^`\s]+)`:\n\n```\w+\n(.*?)^```$/gms)].map(([, path = "", content = ""]) => [
    path,
    content,
  ]);
}

/** Returns the rows of the table of commands: how npm has one, and how pnpm has it. */
export function commandTable(): string[][] {
  const rows = page.matchAll(/^\| `([^`]+)` \| `(pnpm [^`]+)` \|$/gm);
  return [...rows].map(([, npm = "", pnpm = ""]) => [npm, pnpm]);
}
