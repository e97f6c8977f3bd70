import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { filterProblems, problemKindInfo } from "@arethetypeswrong/core/problems";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { sizeProblems } from "./size-problems.ts";

// `tsx scripts/package/check.ts`: packs what is built, and checks the tarball: its package.json, how its types resolve, its size.

const tarball = pack();
const problems = [...(await publishingProblems()), ...(await typeProblems())];
// A package that is broken cannot be bundled.
if (problems.length === 0) problems.push(...(await sizeProblems(tarball)));
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

function pack(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "orq-client-tarball-"));
  try {
    const args = ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder];
    execFileSync("npm", args, { shell: process.platform === "win32" });
    return readFileSync(join(folder, readdirSync(folder)[0] ?? ""));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function publishingProblems(): Promise<string[]> {
  const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(tarball).buffer }, strict: true });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
}

/** The package is ESM alone: how a `require` resolves in old compilers is not looked at. */
async function typeProblems(): Promise<string[]> {
  const analysis = await checkPackage(createPackageFromTarballData(tarball));
  if (!analysis.types) return ["the tarball has no types: run `npm run build` first"];
  const found = (["node16-esm", "bundler"] as const).flatMap((resolutionKind) =>
    filterProblems(analysis, { resolutionKind }).map(({ kind }) => `${resolutionKind}: ${problemKindInfo[kind].title}`),
  );
  return found.map((problem) => `types under ${problem}: see https://arethetypeswrong.github.io`);
}
