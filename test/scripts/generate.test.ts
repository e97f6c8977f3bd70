import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generate } from "../../scripts/generate.ts";
import { repository, snapshot, workspace } from "./workspace.ts";

test("the committed types are what the pins give", async () => {
  const copy = workspace("copy");
  await generate(["--check"], copy);
  expect(copy.printed).toEqual(["generated/ is up to date (3 files)"]);
});

test.each(["current.d.ts", "2026-05-14/openapi.d.ts", "README.md"])(
  "a changed byte of generated/%s fails the check, and generate restores it",
  async (file) => {
    const copy = workspace("copy");
    changeOneByte(join(copy.root, "generated", file));
    await expect(generate(["--check"], copy)).rejects.toThrow(
      `generated/${file} not as made from openapi/: run \`npm run spec:generate\``,
    );
    await generate([], copy);
    expect(snapshot(copy.root)).toEqual({
      ...prefixed("openapi", snapshot(join(repository, "openapi"))),
      ...prefixed("generated", snapshot(join(repository, "generated"))),
    });
  },
);

test("a file that no pin gives fails the check, and generate removes it", async () => {
  const copy = workspace("copy");
  writeFileSync(join(copy.root, "generated", "stray.ts"), "");
  await expect(generate(["--check"], copy)).rejects.toThrow("generated/stray.ts not as made");
  await generate([], copy);
  await generate(["--check"], copy);
});

test("a changed byte of the pin is an error, also for generate", async () => {
  const copy = workspace("copy");
  changeOneByte(join(copy.root, "openapi/2026-05-14/openapi.yaml"));
  const problem = "openapi/2026-05-14/openapi.yaml is not what openapi/spec.lock.json pins";
  await expect(generate(["--check"], copy)).rejects.toThrow(problem);
  await expect(generate([], copy)).rejects.toThrow(problem);
});

function changeOneByte(file: string): void {
  const content = readFileSync(file);
  content.writeUInt8(content.readUInt8(20) ^ 1, 20);
  writeFileSync(file, content);
}

function prefixed(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));
}
