import { stripVTControlCharacters } from "node:util";
import type { Workspace } from "./workspace.ts";

type Command = (args: readonly string[], workspace: Workspace) => Promise<number>;

/** The commands of package.json. Each returns its exit code. An error becomes exit code 1 and one clear line. */
const commands: Record<string, () => Promise<Command>> = {
  "spec:pull": async () => (await import("./commands/pull.ts")).pull,
  "spec:use": async () => (await import("./commands/use.ts")).use,
  "spec:generate": async () => (await import("./commands/generate.ts")).generate,
  "spec:diff": async () => (await import("./commands/diff.ts")).diff,
  "spec:check": async () => (await import("./commands/check.ts")).check,
};

/** Runs one command and returns its exit code. */
export async function runCommand(
  [name = "", ...args]: readonly string[],
  workspace: Workspace,
  printError: (line: string) => void,
): Promise<number> {
  try {
    const command = await commands[name]?.();
    if (!command) throw new Error(`unknown command; expected one of ${Object.keys(commands).join(", ")}`);
    return await command(args, workspace);
  } catch (error) {
    printError(`${name}: ${oneLine(error instanceof Error ? error.message : String(error))}`);
    return 1;
  }
}

/** Strips terminal control sequences: a message may quote a spec. */
function oneLine(message: string): string {
  return stripVTControlCharacters(message).replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}
