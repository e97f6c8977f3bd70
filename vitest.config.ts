import { resolve } from "node:path";
import { configDefaults, defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  resolve: { alias: { "orq-client": resolve(import.meta.dirname, "src/index.ts") } },
  test: {
    include: ["test/**/*.test.ts"],
    // A folder of test/ may have packages of its own.
    exclude: [...configDefaults.exclude, "test/**/*.{slow,queue,monorepo}.test.ts"],
    maxWorkers: "100%",
    // Loading the modules anew for each file would take half of the time. So a module of test/support registers no hooks:
    // what it starts ends with the test that asked for it.
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // The limit ends a test that hangs. It decides nothing else, so it is long enough for a busy machine.
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});

export default config;
