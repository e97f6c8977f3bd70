import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { readSpec } from "../../scripts/diff/read-spec.ts";
import type { Report } from "../../scripts/diff/report/report.ts";
import { packageFolder } from "../support/packages.ts";

/**
 * `tsx test/bench/diff-cost.ts <before> <after>`: CPU and memory of `spec:diff` beside one run of openapi-typescript over the
 * new spec, each a process of its own, in turn; then how the cost grows with the operations that differ.
 */
const [old = "", now = ""] = process.argv.slice(2);
const rounds = 3;
const folder = mkdtempSync(join(tmpdir(), "orq-diff-cost-"));
const reportUsage = `data:text/javascript,process.on("exit",()=>{const{userCPUTime:u,systemCPUTime:s,maxRSS}=process.resourceUsage();
  process._rawDebug("USAGE "+JSON.stringify([(u+s)/1e6,maxRSS/1024]))})`;

interface Usage {
  readonly seconds: number;
  readonly mebibytes: number;
  readonly output: string;
}

function run(...args: string[]): Usage {
  const options = { encoding: "utf8", maxBuffer: 2 ** 28 } as const;
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", reportUsage, ...args], options);
  const [seconds = Number.NaN, mebibytes = Number.NaN] = JSON.parse(/USAGE (.*)/.exec(stderr)?.[1] ?? "[]") as number[];
  return { seconds, mebibytes, output: stdout };
}

const diff = (...args: string[]): Usage => run("--import", "tsx", "scripts/run.ts", "spec:diff", old, now, ...args);
const text = ({ seconds, mebibytes }: Usage): string => `${seconds.toFixed(1)} s CPU, ${mebibytes.toFixed(0)} MiB`;

try {
  const file = join(folder, "new.yaml");
  writeFileSync(file, stringify(readSpec(now, "."), { aliasDuplicateObjects: false }));
  const generate = [
    join(packageFolder("openapi-typescript"), "bin/cli.js"),
    file,
    "--default-non-nullable=false",
    "-o",
  ];
  for (let round = 1; round <= rounds; round++) {
    const [peer, own] = [run(...generate, join(folder, "new.d.ts")), diff()];
    const ratio = (own.seconds / peer.seconds).toFixed(2);
    console.log(`openapi-typescript ${text(peer)}; spec:diff ${text(own)}; ratio ${ratio}`);
  }
  const { operations } = JSON.parse(diff("--format", "json").output) as Report;
  const changed = operations.filter(({ change }) => change === "changed").map(({ operation }) => operation);
  for (const count of [1, 10, 30, 60, changed.length]) {
    // A path with a comma could not be named in a scope.
    const scope = `operations=${changed.slice(0, count).join(",")}`;
    console.log(`${Math.min(count, changed.length)} operations differ: ${text(diff("--scope", scope))}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
