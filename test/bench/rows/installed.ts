import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { packageFolder } from "../../support/packages.ts";
import { installPeers, peerNames } from "../peers.ts";
import { ourName, type Row, rowOf } from "../row.ts";
import type { Setup } from "../setup.ts";

const peersFolder = join(import.meta.dirname, "..");

/** What a client adds to `node_modules`: itself, and the packages that it depends on. */
export async function measureInstalled(setup: Setup): Promise<Row[]> {
  installPeers();
  const { folder } = await setup.consumer();
  const packages = new Map([[ourName, withDependencies(ourName, folder)]]);
  for (const name of peerNames) packages.set(name, withDependencies(name, peersFolder));
  const samples = (count: (folders: readonly string[]) => number): Record<string, [number]> =>
    Object.fromEntries([...packages].map(([name, folders]) => [name, [count([...folders])]]));
  const sizeOf = (folders: readonly string[]): number =>
    folders.flatMap(filesOf).reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;
  const what = "what an installation adds, without source maps and sources";
  return [
    rowOf({ row: "installed", what, unit: "MB", samples: samples(sizeOf), goals: [{ most: 0.6 }] }),
    rowOf({
      row: "installed, files",
      what,
      unit: "files",
      samples: samples((folders) => folders.flatMap(filesOf).length),
      goals: [{ most: 120 }],
    }),
    rowOf({
      row: "installed, packages",
      what,
      unit: "packages",
      samples: samples((folders) => folders.length),
      goals: [{ most: 4 }],
    }),
  ];
}

/** Returns the folders of a package and of all that it needs. */
function withDependencies(name: string, importedFrom: string, found: Set<string> = new Set()): Set<string> {
  const folder = packageFolder(name, importedFrom);
  if (found.has(folder)) return found;
  found.add(folder);
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  for (const dependency of Object.keys(dependencies)) withDependencies(dependency, folder, found);
  return found;
}

/** Packages inside the package, and what is for debuggers alone: some clients ship it, and some do not. */
const leftOut = /(^|\/)(node_modules|src)\/|\.map$/;

/** Returns the files of a package that count. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !leftOut.test(relative(folder, file)));
}
