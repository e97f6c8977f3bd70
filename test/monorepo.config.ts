import { configDefaults, defineConfig, type ViteUserConfig } from "vitest/config";
import fast from "../vitest.config.ts";

// Whole monorepos, installed by npm and by pnpm.
const config: ViteUserConfig = defineConfig({
  ...fast,
  test: {
    ...fast.test,
    include: ["test/**/*.monorepo.test.ts"],
    exclude: configDefaults.exclude,
    reporters: ["default", "./test/monorepo/table-reporter.ts"],
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
  },
});

export default config;
