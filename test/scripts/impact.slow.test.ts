import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { PackageManager } from "../support/monorepo.ts";
import { base, breaking, Consumers, markedLines, places } from "./impact-consumers.ts";

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

function replaceIn(file: string, before: string, after: string): void {
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(before, after));
}
