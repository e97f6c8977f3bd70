import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** The smallest use of the library: it has the whole transport in it. */
const oneUpdate = `import { Orq } from "orq-client";
const orq = new Orq({ apiKey: "key", allowBrowser: true });
console.log(await orq.identities.update("user_12345", { display_name: "Jane" }));`;

/** What was measured, rounded up a little. Lower it when the package has become smaller. */
const mostBytes = {
  "a bundle that updates one identity": 61_750,
  "the same with gzip": 22_600,
  "the tarball": 225_000,
};

/**
 * Prints the sizes of the built package, and returns what is over its budget. size-limit would measure the same, but its
 * releases for Node 20 have ended.
 */
export async function sizeProblems(tarball: Uint8Array): Promise<string[]> {
  const code = await bundled(oneUpdate);
  const bytes = {
    "a bundle that updates one identity": code.byteLength,
    "the same with gzip": gzipSync(code).byteLength,
    "the tarball": tarball.byteLength,
  };
  return (Object.keys(mostBytes) as (keyof typeof mostBytes)[]).flatMap((what) => {
    const size = `${what} has ${grouped(bytes[what])} bytes`;
    console.log(`${size}, and may have ${grouped(mostBytes[what])}`);
    if (bytes[what] <= mostBytes[what]) return [];
    return [
      `${size}, which is over its budget: make it smaller, or raise the budget in scripts/package/size-problems.ts`,
    ];
  });
}

/** Bundles a program with the built package, as an application for browsers would. */
async function bundled(program: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    // Without the paths of tsconfig.json, which lead to the sources.
    tsconfigRaw: {},
    write: false,
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

function grouped(count: number): string {
  return count.toLocaleString("en");
}
