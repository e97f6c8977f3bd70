import type { Workspace } from "./spec/workspace.ts";

/** What each command of package.json runs. Exit code 0 or what it gives back, or 1 with one clear line on standard error. */
const commands: Record<string, () => Promise<(args: readonly string[], workspace: Workspace) => Promise<unknown>>> = {
  "spec:pull": async () => (await import("./pull.ts")).pull,
  "spec:generate": async () => (await import("./generate.ts")).generate,
  "spec:diff": async () => (await import("./diff.ts")).diff,
};

const [name = "", ...args] = process.argv.slice(2);
try {
  const command = await commands[name]?.();
  if (!command) throw new Error(`unknown command "${name}": there are ${Object.keys(commands).join(", ")}`);
  const exitCode = await command(args, { root: process.cwd(), print: (line) => console.log(line) });
  if (typeof exitCode === "number") process.exitCode = exitCode;
} catch (error) {
  console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
