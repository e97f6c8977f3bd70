import { readFileSync } from "node:fs";
import ts from "typescript";
import { isInside, type Monorepo, manifestOf, notOurs, shownPath } from "./monorepo.ts";

/** A source file of a package. */
export interface PackageSource {
  readonly file: string;
  readonly text: string;
}

/** What a file's text has if it may import the client or the types of a pin. */
export const clientTraces: readonly string[] = ["orq-client", "generated/current", "/openapi"];

const extensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

/** Reads the sources of a package that have one of these texts, without those of packages below it. */
export function sourcesWith(traces: readonly string[], folder: string, { packages }: Monorepo): PackageSource[] {
  const below = packages.filter((each) => each !== folder && isInside(each, folder));
  const excluded = [notOurs, "**/dist", ...below.map((each) => shownPath(each, folder))];
  return ts.sys
    .readDirectory(folder, extensions, excluded)
    .map((file) => ({ file, text: readFileSync(file, "utf8") }))
    .filter(({ text }) => traces.some((trace) => text.includes(trace)));
}

/** Tells whether a package's `package.json` names the client, under its own name or under an npm alias. */
export function dependsOnClient(folder: string): boolean {
  const manifest = manifestOf(folder);
  return ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"]
    .flatMap((kind) => Object.entries(manifest[kind] ?? {}))
    .some(([name, version]) => name === "orq-client" || String(version).startsWith("npm:orq-client@"));
}
