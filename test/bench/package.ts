import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const dist = fileURLToPath(new URL("../../dist/index.js", import.meta.url));
const program = `import { Orq } from ${JSON.stringify(dist)};
const orq = new Orq({ apiKey: "key", allowBrowser: true });
console.log(await orq.identities.update("user_12345", { display_name: "Jane" }));`;
const runs = 15;

/** What the built package weighs: in a browser bundle that updates one identity, and when it is imported. */
export async function measurePackage(): Promise<void> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    write: false,
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  console.log(`bundle   ${code.byteLength} bytes, ${gzipSync(code).byteLength} with gzip`);

  const imported = `import(${JSON.stringify(dist)})`;
  const times = Array.from({ length: runs }, () => [wallMs("0"), wallMs(`await ${imported}`)] as const);
  const ratios = times.map(([bare, loaded]) => loaded / bare).sort((a, b) => a - b);
  console.log(`import   ${ratios[runs >> 1]?.toFixed(2)} times bare node`);

  const heap = `globalThis.gc();const b=process.memoryUsage().heapUsed;await ${imported};globalThis.gc();
    console.log((process.memoryUsage().heapUsed-b)/1e6)`;
  console.log(`heap     ${Number(node(["--expose-gc"], heap)).toFixed(2)} MB after import`);
}

function wallMs(code: string): number {
  const startedAt = performance.now();
  node([], code);
  return performance.now() - startedAt;
}

function node(options: readonly string[], code: string): string {
  return execFileSync(process.execPath, [...options, "--input-type=module", "-e", code], { encoding: "utf8" });
}
