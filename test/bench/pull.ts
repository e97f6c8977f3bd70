// npx tsx test/bench/pull.ts <spec file>: what a pull costs beside bare openapi-typescript, in pairs within one run.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { decodeText } from "../../scripts/source/decode-text.ts";
import { packageFolder } from "../support/packages.ts";

const repository = resolve(import.meta.dirname, "../..");
const [spec, pairs = "5"] = process.argv.slice(2);
if (spec === undefined) throw new Error("name a spec file: npx tsx test/bench/pull.ts openapi.yaml");

interface Cost {
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

/** CPU time and memory of a process, as the process itself reports them when it ends. */
function costOf(cwd: string, ...args: readonly string[]): Cost {
  const report = `process.on("exit", () => require("fs").writeFileSync("cost", JSON.stringify(process.resourceUsage())))`;
  writeFileSync(join(cwd, "report.cjs"), report);
  const { status, stderr } = spawnSync(process.execPath, ["--require", "./report.cjs", ...args], {
    cwd,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  const usage = JSON.parse(readFileSync(join(cwd, "cost"), "utf8")) as NodeJS.ResourceUsage;
  return { cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6, peakMiB: usage.maxRSS / 1024 };
}

const folder = mkdtempSync(join(tmpdir(), "orq-client-bench-"));
writeFileSync(join(folder, "spec.yaml"), decodeText(readFileSync(spec), spec));
const typescriptCli = join(packageFolder("openapi-typescript"), "bin/cli.js");
// Compiled once, as a release would be: the compiler's own start is not what is compared.
// It stands in the repository, where Node finds the packages that it imports.
const bundle = join(repository, "dist/bench-run.mjs");
await build({
  entryPoints: [join(repository, "scripts/run.ts")],
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  outfile: bundle,
});
const rows = Array.from({ length: Number(pairs) }, () => {
  for (const name of ["openapi", "generated"]) rmSync(join(folder, name), { recursive: true, force: true });
  mkdirSync(join(folder, "openapi"));
  const bare = costOf(folder, typescriptCli, "spec.yaml", "-o", "types.d.ts", "--default-non-nullable=false");
  const ours = costOf(folder, bundle, "spec:pull", "--from", "spec.yaml", "--pin", "x", "--scope", "all");
  return { bare, ours, ratio: ours.cpuSeconds / bare.cpuSeconds };
});
rmSync(folder, { recursive: true });
rmSync(bundle);
for (const { bare, ours, ratio } of rows) {
  console.log(
    `openapi-typescript ${bare.cpuSeconds.toFixed(2)} s ${bare.peakMiB.toFixed(0)} MiB,`,
    `spec:pull ${ours.cpuSeconds.toFixed(2)} s ${ours.peakMiB.toFixed(0)} MiB: ${ratio.toFixed(2)} times the CPU`,
  );
}
const median = rows.map(({ ratio }) => ratio).sort((a, b) => a - b)[Math.floor(rows.length / 2)];
console.log(`median ${median?.toFixed(2)} (goal: at most 2.2)`);
