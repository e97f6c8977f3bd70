import { compareFaults } from "./fault-comparison.ts";
import { measureKeepAlive } from "./keep-alive.ts";
import { measurePackage } from "./package.ts";
import { measureStubRatio } from "./stub-ratio.ts";
import { measureSync } from "./sync.ts";

const benchmarks: Readonly<Record<string, () => Promise<void>>> = {
  stub: measureStubRatio,
  package: measurePackage,
  "keep-alive": measureKeepAlive,
  faults: compareFaults,
  sync: measureSync,
};

const named = process.argv.slice(2);
for (const [name, run] of Object.entries(benchmarks)) {
  if (named.length > 0 && !named.includes(name)) continue;
  console.log(`\n${name} (Node ${process.version})`);
  await run();
}
process.exit(0);
