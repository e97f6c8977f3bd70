import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";

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
