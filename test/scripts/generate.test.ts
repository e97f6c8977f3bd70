import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { snapshot, workspace } from "../support/workspace.ts";

test("the committed types are what the pins give", async () => {
  const { run } = workspace("copy");
  expect(await run("spec:generate", "--check")).toMatchObject({ exitCode: 0, printed: ["generated/ is up to date"] });
});

test.each(["current.d.ts", "2026-05-14/openapi.d.ts", "README.md"])(
  "a changed byte of generated/%s fails the check, and generate restores it",
  async (file) => {
    const { root, run } = workspace("copy");
    const before = snapshot(join(root, "generated"));
    changeOneByte(join(root, "generated", file));
    expect(await run("spec:generate", "--check")).toEqual({
      exitCode: 1,
      printed: [],
      errors: [`spec:generate: generated/${file}: not up to date with openapi/; run \`npm run spec:generate\``],
    });
    expect(await run("spec:generate")).toMatchObject({ exitCode: 0, printed: [`wrote generated/${file}`] });
    expect(snapshot(join(root, "generated"))).toEqual(before);
  },
);

test("a file that no pin gives fails the check, and generate removes it", async () => {
  const { root, run } = workspace("copy");
  writeFileSync(join(root, "generated", "stray.ts"), "");
  expect((await run("spec:generate", "--check")).errors[0]).toContain("generated/stray.ts: not up to date");
  await run("spec:generate");
  expect(await run("spec:generate", "--check")).toMatchObject({ exitCode: 0 });
});

test("a changed byte of the pin is an error, for every command", async () => {
  const { root, run } = workspace("copy");
  changeOneByte(join(root, "openapi/2026-05-14/openapi.yaml"));
  const problem = "openapi/2026-05-14/openapi.yaml does not match openapi/spec.lock.json: restore it";
  for (const command of [["spec:generate", "--check"], ["spec:generate"], ["spec:use", "2026-05-14"]]) {
    const { exitCode, errors } = await run(...command);
    expect({ exitCode, error: errors[0] }).toEqual({ exitCode: 1, error: expect.stringContaining(problem) });
  }
  expect(await run("spec:check")).toMatchObject({ exitCode: 1, printed: [expect.stringContaining(problem)] });
});

function changeOneByte(file: string): void {
  const content = readFileSync(file);
  content.writeUInt8(content.readUInt8(20) ^ 1, 20);
  writeFileSync(file, content);
}
