import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

// Found as Node finds packages: a workspace may install them above this folder, and both are called `tsc`.
const { resolve } = createRequire(import.meta.url);

for (const compiler of ["typescript", "typescript-7"]) {
  const tsc = join(dirname(resolve(`${compiler}/package.json`)), "bin", "tsc");
  const { status } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.json"], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
