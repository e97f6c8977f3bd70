import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import ts from "typescript";
import { packageNames } from "../packages.ts";

// `tsx scripts/package/build.ts`: bundles the library and the package's command into dist/. The library's types are tsc's:
// those that nothing public refers to are deleted.

/** Of their hundreds of names, none is imported singly. */
const importedWhole = ["typescript", "fast-check"];

removeUnreachableTypes(resolve("dist/index.d.ts"));

const library = await build({
  entryPoints: ["src/index.ts"],
  outfile: "dist/index.js",
  bundle: true,
  format: "esm",
  target: "es2022",
  // The parser of events is bundled: it is 8 kB, and 124 kB as a package. What is external brings types that are public.
  external: ["openapi-fetch"],
  // Small, because everyone who installs the library gets it. Lines stay short enough to stand in a stack trace.
  minify: true,
  lineLimit: 120,
  sourcemap: true,
  logLevel: "warning",
  metafile: true,
});
appendFileSync("dist/index.js", noticesOf(library.metafile));
keepForeignText("dist/index.js.map");

const command = await build({
  entryPoints: ["scripts/cli.ts"],
  outfile: "dist/cli.js",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  // Small, because everyone who installs the library gets it.
  minify: true,
  charset: "utf8",
  // Without the "use strict" that tsconfig.json asks for in each of them: modules are strict.
  tsconfigRaw: {},
  banner: { js: "#!/usr/bin/env node" },
  plugins: [loadedLate()],
  logLevel: "warning",
  metafile: true,
});
appendFileSync("dist/cli.js", noticesOf(command.metafile));

// Where npm puts a tarball (.npmrc). It is made last, so that what a failed build leaves is not packed.
mkdirSync("dist/after-npm-run-build");

function removeUnreachableTypes(entry: string): void {
  const reached = new Set([entry]);
  // A set is walked in the order of insertion, so what is added here is visited too.
  for (const file of reached) {
    for (const { fileName } of ts.preProcessFile(readFileSync(file, "utf8")).importedFiles) {
      const isOwn = fileName.startsWith("./") || fileName.startsWith("../");
      if (isOwn) reached.add(resolve(file, "..", fileName.replace(/(\.d)?\.ts$/, ".d.ts")));
    }
  }
  for (const name of readdirSync("dist", { recursive: true, encoding: "utf8" })) {
    const isType = /\.d\.ts(\.map)?$/.test(name);
    if (isType && !reached.has(resolve("dist", name.replace(/\.map$/, "")))) rmSync(join("dist", name));
  }
}

/** Takes the text of this package's sources out of a source map: they ship. Those of bundled packages do not. */
function keepForeignText(path: string): void {
  const map = JSON.parse(readFileSync(path, "utf8")) as { readonly sources: string[]; sourcesContent: unknown[] };
  map.sourcesContent = map.sourcesContent.map((text, at) => (map.sources[at]?.startsWith("../src/") ? null : text));
  writeFileSync(path, JSON.stringify(map));
}

/** Turns an import of a package that is not in the bundle into a look for it, late: at the start it may be missing. */
function loadedLate(): Plugin {
  return {
    name: "loaded late",
    setup: ({ onResolve, onLoad }) => {
      const filter = new RegExp(`^(${packageNames.join("|")})(/.+)?$`);
      onResolve({ filter }, ({ path }) => ({ path, namespace: "late" }));
      onLoad({ filter, namespace: "late" }, async ({ path }) => ({
        contents: [
          'import { loadPackage } from "./scripts/packages.ts";',
          `const loaded = loadPackage("${path}");`,
          "export default loaded.default ?? loaded;",
          `export const { ${(await exportsOf(path)).join(", ")} } = loaded;`,
        ].join("\n"),
        resolveDir: process.cwd(),
      }));
    },
  };
}

/** Returns what a package exports beside its default. */
async function exportsOf(name: string): Promise<string[]> {
  if (importedWhole.includes(name)) return [];
  return Object.keys((await import(name)) as object).filter((key) => /^\w+$/.test(key) && key !== "default");
}

/** Returns the licences of the packages in the bundle, as a comment: they ask to be kept with the code. */
function noticesOf({ inputs }: Metafile): string {
  const folders = Object.keys(inputs).map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  const notices = [...new Set(folders)].flatMap((folder) => (folder === undefined ? [] : [noticeOf(folder)]));
  return `/*\n${notices.join("\n\n")}\n*/\n`;
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly [key: string]: string;
  };
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} is bundled, but its licence is not in ${folder}`);
  const text = readFileSync(join(folder, file), "utf8").trim().replaceAll("*/", "* /");
  return `${name} ${version} (${license})\n\n${text}`;
}
