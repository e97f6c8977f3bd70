import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { peerNames, versionOf } from "./peers.ts";
import type { Row } from "./row.ts";

/** What was measured, on what. */
export interface Results {
  readonly machine: Machine;
  readonly rows: readonly Row[];
}

export interface Machine {
  readonly node: string;
  readonly cpu: string;
  readonly memoryGiB: number;
  readonly platform: string;
  readonly date: string;
  /** The whole specs that the rows about types and pins are measured on. */
  readonly specs: string;
  readonly versions: Readonly<Record<string, string>>;
}

const tools = ["openapi-typescript", "typescript", "typescript-7", "esbuild"];

export function machineOf(specs: string): Machine {
  const processors = cpus();
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"));
  const named = [...peerNames, ...tools].map((name) => [name, versionOf(name)]);
  return {
    node: process.versions.node,
    cpu: `${processors.length} × ${processors[0]?.model.trim() || "unnamed CPU"}`,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    date: new Date().toISOString().slice(0, 10),
    specs,
    versions: { "orq-client": manifest.version, ...Object.fromEntries(named) },
  };
}
