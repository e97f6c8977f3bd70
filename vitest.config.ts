import { resolve } from "node:path";
import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  resolve: { alias: { "orq-client": resolve(import.meta.dirname, "src/index.ts") } },
  // The limit ends a test that hangs. It decides nothing else, so it is long enough for a busy machine.
  test: { include: ["test/**/*.test.ts"], maxWorkers: "100%", testTimeout: 60_000, hookTimeout: 120_000 },
});

export default config;
