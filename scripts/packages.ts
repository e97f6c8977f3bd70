import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { withParents } from "./find-root.ts";
import { manifest } from "./manifest.ts";
import { SpecError } from "./spec-error.ts";

/** What the commands need beyond the library, and how many parts of the version must be those of this package. */
const partsThatMatter = {
  // Its output is pinned, so it must be the very version.
  "openapi-typescript": 3,
  typescript: 2,
  yaml: 1,
  "ipaddr.js": 1,
  "jsonpath-rfc9535": 1,
  ajv: 1,
  "ajv-formats": 1,
  "fast-check": 1,
  "openapi-sampler": 1,
} as const;

type PackageName = keyof typeof partsThatMatter;
type Place = NodeJS.Require;

/** What a command may need beyond the library. */
export type Need = "make types" | "serve a pin";

const packagesOf: Readonly<Record<Need, readonly PackageName[]>> = {
  "make types": ["openapi-typescript", "typescript", "yaml", "ipaddr.js", "jsonpath-rfc9535"],
  "serve a pin": ["ajv", "ajv-formats", "fast-check", "openapi-sampler", "yaml"],
};

/** The packages that the commands need, which are not part of their bundle. */
export const packageNames: readonly PackageName[] = Object.keys(partsThatMatter) as PackageName[];

const ownPlace: Place = createRequire(import.meta.url);
let places: readonly Place[] = [ownPlace];
let install = "npm install --save-dev";

/** Returns the command that installs what is needed, by the package manager of the repository. */
export function installPackages(need: Need): string {
  return `${install} ${packagesOf[need].map((name) => `${name}@${versionOf(name)}`).join(" ")}`;
}

/** Names the folder whose packages come first: a workspace may have another TypeScript in the folder above. */
export function preferPackagesOf(root: string): void {
  places = [createRequire(join(root, "package.json")), ownPlace];
  const isPnpm = withParents(root).some((folder) => existsSync(join(folder, "pnpm-lock.yaml")));
  install = isPnpm ? "pnpm add --save-dev" : "npm install --save-dev";
}

/**
 * Checks that the packages are installed, beside the pins or else beside this one.
 *
 * @throws {SpecError} when one is missing or has another version. The message says what to install.
 */
export function requirePackages(need: Need): void {
  if (fitPlace(need)) return;
  const command = installPackages(need);
  const other = packagesOf[need].find(
    (name) => installed(name) !== undefined && !places.some((place) => isFit(place, name)),
  );
  if (other === undefined) throw new SpecError(`the packages that ${need} are not installed: run \`${command}\``);
  const remedy = `run \`${command}\`, in a package of its own if you need the other one here`;
  throw new SpecError(`${other} ${versionOf(other)} is needed, and ${installed(other)} is installed: ${remedy}`);
}

/**
 * Loads a package, or a file of one, for the bundled command, which starts without them. Returns an empty module where it is
 * missing: `--help` does without, and whatever needs it has called `requirePackages` before.
 */
export function loadPackage(path: string): unknown {
  const isPart = (name: string): boolean => path === name || path.startsWith(`${name}/`);
  const needs = (Object.keys(packagesOf) as Need[]).filter((need) => packagesOf[need].some(isPart));
  const place = needs.map(fitPlace).find((found) => found !== undefined);
  return place?.(path) ?? {};
}

/** Returns the place that has all: packages of two places may not fit each other. */
function fitPlace(need: Need): Place | undefined {
  return places.find((place) => packagesOf[need].every((name) => isFit(place, name)));
}

function isFit(place: Place, name: PackageName): boolean {
  const partsOf = (version: string): string => version.split(".", partsThatMatter[name]).join(".");
  const version = versionIn(place, name);
  return version !== undefined && partsOf(version) === partsOf(versionOf(name));
}

function installed(name: PackageName): string | undefined {
  return places.map((place) => versionIn(place, name)).find((version) => version !== undefined);
}

function versionIn(place: Place, name: PackageName): string | undefined {
  try {
    return (place(`${name}/package.json`) as { readonly version: string }).version;
  } catch {
    return undefined;
  }
}

/** Returns the version that this package is built and tested with. */
function versionOf(name: PackageName): string {
  return manifest.devDependencies[name] ?? "";
}
