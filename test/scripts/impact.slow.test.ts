import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { PackageManager } from "../support/monorepo.ts";
import { base, breakAll, breaking, Consumers, markedLines, places } from "./impact-consumers.ts";

test.each<PackageManager>(["npm", "pnpm"])(
  "a monorepo of %s: exactly the lines that tsc names once the pin is used",
  async (manager) => {
    const monorepo = await Consumers.make(manager);
    onTestFinished(() => monorepo.remove());
    const { facade, spec, own } = monorepo;
    const report = await monorepo.report(breaking);
    expect(report.projects.map(({ workspace: name }) => name)).toEqual([
      "packages/facade",
      "packages/own",
      "packages/spec",
    ]);

    monorepo.publish(breaking, { asCurrent: true });
    replaceIn(join(spec, "src/index.ts"), base, breaking);
    await monorepo.run(own, "spec:use", breaking);
    for (const [index, folder] of [facade, own, spec].entries()) {
      const found = report.projects[index]?.errors ?? [];
      expect(places({ errors: found })).toEqual(monorepo.typecheck(folder));
      expect(found.map(({ line }) => line)).toEqual(markedLines(join(folder, "src/index.ts")));
    }
  },
);

test("--since names the first pin that breaks a project, even if a later one does not", async () => {
  const monorepo = await Consumers.make("npm");
  onTestFinished(() => monorepo.remove());
  await monorepo.pin("2026-06-03", () => {});
  await monorepo.pin("2026-06-04", (spec) => {
    breakAll(spec);
    // The compiler prints the whole type of the reply in the message of an error that has not changed.
    spec.replyFields("/v2/identities/{id}", "patch", "200")["nickname"] = { type: "string" };
  });
  const report = await monorepo.report("2026-06-03", "--since", base);
  expect(report).toMatchObject({ since: base, firstBreaking: breaking });
  expect(new Set(report.projects.map(({ pin }) => pin))).toEqual(new Set([breaking]));
  // From the broken pin on, the next one mends the project's code, and the last one breaks it again: where it was broken.
  const later = await monorepo.report("--since", breaking, "--project", monorepo.own);
  expect(later).toMatchObject({
    pin: "2026-06-04",
    projects: [{ errors: [], errorsBefore: 4, comparedWith: breaking }],
  });
  expect(later.firstBreaking).toBeUndefined();
});

function replaceIn(file: string, before: string, after: string): void {
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(before, after));
}
