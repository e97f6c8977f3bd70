import { configDefaults, defineConfig, type ViteUserConfig } from "vitest/config";
import fast from "../vitest.config.ts";

// What needs a redis-server on this machine.
const config: ViteUserConfig = defineConfig({
  ...fast,
  test: { ...fast.test, include: ["test/**/*.queue.test.ts"], exclude: configDefaults.exclude },
});

export default config;
