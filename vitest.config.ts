import { resolve } from "node:path";
import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  resolve: { alias: { "orq-client": resolve(import.meta.dirname, "src/index.ts") } },
  test: { include: ["test/**/*.test.ts"] },
});

export default config;
