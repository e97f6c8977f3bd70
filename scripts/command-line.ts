import { stripVTControlCharacters } from "node:util";
import type { Command } from "./command.ts";
import { section } from "./command-help.ts";
import { commandText, isPackageCommand } from "./command-text.ts";
import { manifest } from "./manifest.ts";
import { installPackages, preferPackagesOf } from "./packages.ts";
import { suggestion } from "./parse-arguments.ts";
import { SpecError } from "./spec-error.ts";
import type { Workspace } from "./workspace.ts";

/** What each command is for, and how it is loaded: late, because a command brings more than the others need. */
const commands: Readonly<Record<string, readonly [summary: string, load: () => Promise<Command>]>> = {
  init: [
    "writes openapi/config.yaml, where the sources of the spec stand",
    async () => (await import("./commands/init.ts")).init,
  ],
  pull: [
    "fetches a spec, pins it, generates its types, says what it breaks",
    async () => (await import("./commands/pull.ts")).pull,
  ],
  generate: ["makes generated/ from the pins, offline", async () => (await import("./commands/generate.ts")).generate],
  use: ["makes a pin current; latest gets a name by it", async () => (await import("./commands/use.ts")).use],
  ship: ["says whether the types of a pin are in the package", async () => (await import("./commands/ship.ts")).ship],
  diff: [
    "says what a spec breaks beside another one; pins or files",
    async () => (await import("./commands/diff.ts")).diff,
  ],
  impact: [
    "lists the lines of code that a pin breaks, before it is used",
    async () => (await import("./commands/impact.ts")).impact,
  ],
  sandbox: [
    "serves a pin on this machine, for trying and testing",
    async () => (await import("./commands/sandbox.ts")).sandbox,
  ],
  remove: ["removes a pin that nothing uses", async () => (await import("./commands/remove.ts")).remove],
  check: [
    "checks offline that pins and types are as they should be",
    async () => (await import("./commands/check.ts")).check,
  ],
};

/** Runs one command and returns its exit code. An error becomes exit code 1 and one clear line. */
export async function runCommand(
  [given = "", ...args]: readonly string[],
  workspace: Workspace,
  printError: (line: string) => void,
): Promise<number> {
  try {
    preferPackagesOf(workspace.root);
    const [about] = args;
    if (given === "help" && about !== undefined) return await (await load(about))(["--help"], workspace);
    if (["", "--help", "-h", "help"].includes(given)) workspace.print(overview());
    else if (given === "--version") workspace.print(manifest.version);
    else return await (await load(given))(args, workspace);
    return given === "" ? 1 : 0;
  } catch (error) {
    printError(`${given}: ${oneLine(error instanceof Error ? error.message : String(error))}`);
    return 1;
  }
}

/** Loads a command by its name. npm scripts put `spec:` before it. */
function load(given: string): Promise<Command> {
  const name = given.replace(/^spec:/, "");
  const [, loadCommand] = (Object.hasOwn(commands, name) && commands[name]) || [];
  if (loadCommand) return loadCommand();
  const names = Object.keys(commands);
  throw new SpecError(`unknown command${suggestion(name, names)} commands: ${names.join(", ")}`);
}

function overview(): string {
  const rows = Object.entries(commands).map(([name, [summary]]) => [name, summary] as const);
  return [
    `orq-client ${manifest.version}: pins the OpenAPI spec of the orq.ai API in your repository, and types the client by it.`,
    "",
    `usage: ${commandText("<command>", "[options]")}`,
    "",
    ...section("commands:", rows),
    "",
    ...(isPackageCommand() ? folders() : []),
    "examples:",
    `  ${commandText("pull", "--scope tags=Datasets")}`,
    `  ${commandText("diff", "2026-05-14 ./openapi.json")}`,
    `  ${commandText("pull", "--help")}`,
  ].join("\n");
}

const folders = (): string[] => [
  "files:",
  "  openapi/    config.yaml and overlay.yaml, which you edit; spec.lock.json and a folder per pin, which pull writes",
  "  generated/  the types: current.d.ts, and a folder per pin. Commit both folders.",
  "They stand in the nearest folder upward that has openapi/spec.lock.json, else beside the nearest package.json,",
  "else in the current folder. Each command takes --root <folder> instead.",
  "",
  "Making types needs packages that the client itself does without:",
  `  ${installPackages("make types")}`,
  "The sandbox needs others:",
  `  ${installPackages("serve a pin")}`,
  "",
];

/** Strips terminal control sequences: a message may quote a spec. */
function oneLine(message: string): string {
  return stripVTControlCharacters(message).replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}
