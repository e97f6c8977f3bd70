import { contract } from "../src/contract.ts";
import { runCommand } from "./command-line.ts";
import { printError, terminal } from "./terminal.ts";

const workspace = { root: process.cwd(), callerFolder: callerFolder(), contract, ...terminal };
process.exitCode = await runCommand(process.argv.slice(2), workspace, printError);

/**
 * Returns the folder where the command was typed: npm sets INIT_CWD to it. Programs that another npm script starts
 * inherit the variable, where it means nothing.
 */
function callerFolder(): string {
  const { INIT_CWD: initial, npm_lifecycle_event: script = "" } = process.env;
  return (script.startsWith("spec:") && initial) || process.cwd();
}
