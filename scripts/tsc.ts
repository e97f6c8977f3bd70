import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

// `tsx scripts/tsc.ts <package> <arguments of tsc>`: runs the compiler of that package. Both compilers are called `tsc`,
// and a workspace may install them above this folder, so the compiler is found as Node finds packages.
const [compiler = "typescript", ...args] = process.argv.slice(2);
const manifest = createRequire(import.meta.url).resolve(`${compiler}/package.json`);
const { status } = spawnSync(process.execPath, [join(dirname(manifest), "bin", "tsc"), ...args], { stdio: "inherit" });
process.exitCode = status ?? 1;
