import { contract } from "../src/contract.ts";
import { runCommand } from "./command-line.ts";

// On a terminal the current step is shown on a status line, and the next output overwrites it.
const clearLine = process.stdout.isTTY ? "\r\u001b[K" : "";

process.exitCode = await runCommand(
  process.argv.slice(2),
  {
    root: process.cwd(),
    callerFolder: callerFolder(),
    contract,
    print: (line) => console.log(`${clearLine}${line}`),
    color: process.stdout.isTTY === true && !process.env["NO_COLOR"],
    ...(clearLine !== "" && { status: (line: string) => process.stdout.write(`${clearLine}${line}`) }),
  },
  (line) => console.error(`${clearLine}${line}`),
);

/**
 * Returns the folder where the command was typed: npm sets INIT_CWD to it. Programs that another npm script starts
 * inherit the variable, where it means nothing.
 */
function callerFolder(): string {
  const { INIT_CWD: initial, npm_lifecycle_event: script = "" } = process.env;
  return (script.startsWith("spec:") && initial) || process.cwd();
}
