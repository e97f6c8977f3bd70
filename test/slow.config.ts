import { configDefaults, defineConfig, type ViteUserConfig } from "vitest/config";
import fast from "../vitest.config.ts";

// What takes too long for every run: whole monorepos, whole guides, kills at every step.
const config: ViteUserConfig = defineConfig({
  ...fast,
  test: {
    ...fast.test,
    include: ["test/**/*.slow.test.ts"],
    exclude: configDefaults.exclude,
    testTimeout: 400_000,
    hookTimeout: 400_000,
  },
});

export default config;
