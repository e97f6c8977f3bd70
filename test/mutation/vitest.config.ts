import { defineConfig, type ViteUserConfig } from "vitest/config";
import fast from "../../vitest.config.ts";
import { areas } from "./areas.ts";

const area = areas[process.env["MUTATION_AREA"] ?? ""];

/** What Stryker runs for each mutant of an area. A call that hangs fails its test, which is quicker than a new process. */
const config: ViteUserConfig = defineConfig({
  ...fast,
  test: { ...fast.test, include: [...(area?.tests ?? [])], testTimeout: 60_000 },
});

export default config;
