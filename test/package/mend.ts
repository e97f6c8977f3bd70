import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { repository } from "../support/workspace.ts";

/**
 * Applies the `diff` blocks of a page, and returns the files that they name. The first line of a block is `--- <file>`. A hunk
 * begins after `@@`, and holds whole lines.
 */
export async function mend(folder: string, markdown: string): Promise<string[]> {
  const files: string[] = [];
  for (const [, block = ""] of markdown.matchAll(/^```diff\n(.*?)^```$/gms)) {
    const [file = "", ...hunks] = block.slice("--- ".length).split("\n@@\n");
    const path = join(folder, file);
    let source = await readFile(path, "utf8");
    for (const hunk of hunks) {
      const lines = hunk.trimEnd().split("\n");
      const side = (mark: string): string =>
        lines
          .filter((line) => line[0] !== mark)
          .map((line) => line.slice(1))
          .join("\n");
      expect(source).toContain(side("+"));
      source = source.replace(side("+"), () => side("-"));
    }
    await writeFile(path, source);
    files.push(file);
  }
  return files;
}

/** Mends a checkout whose current pin has become that of 2026-08-21, as the guide shows and says. */
export async function mendFacade(root: string): Promise<string[]> {
  const files = await mend(root, await readFile(join(repository, "docs/spec-changed.md"), "utf8"));
  // What the guide says of contacts in words.
  await rm(join(root, "src/resources/contacts.ts"));
  for (const file of ["src/orq.ts", "src/index.ts"]) await dropLines(join(root, file), "ontacts");
  return files;
}

async function dropLines(path: string, word: string): Promise<void> {
  const lines = (await readFile(path, "utf8")).split("\n");
  await writeFile(path, lines.filter((line) => !line.includes(word)).join("\n"));
}
