import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../support/packages.ts";

/** The clients that are compared with, by the name of their package. */
export const peerNames = ["openapi-fetch", "ky", "@orq-ai/node", "openai"] as const;

const folder = import.meta.dirname;

/** Installs the peers in this folder where they are missing. They weigh 140 MB, so no other command wants them. */
export function installPeers(): void {
  if (existsSync(join(folder, "node_modules/.package-lock.json"))) return;
  console.error("installing the clients to compare with …");
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", args, { cwd: folder, stdio: "inherit", shell: process.platform === "win32" });
}

/** Loads a peer, or a file of it. Its types are not there before it is installed, so the caller states them. */
export async function loadPeer<Exports>(specifier: string): Promise<Exports> {
  installPeers();
  return import(specifier) as Promise<Exports>;
}

export function versionOf(name: string): string {
  const manifest = join(packageFolder(name, folder), "package.json");
  return (JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string }).version;
}
