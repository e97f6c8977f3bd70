import { runCommand } from "./command-line.ts";

// On a terminal, what is being done just now is shown on a line that the next one takes over.
const clearLine = process.stdout.isTTY ? "\r\u001b[K" : "";

process.exitCode = await runCommand(
  process.argv.slice(2),
  {
    root: process.cwd(),
    callerFolder: callerFolder(),
    print: (line) => console.log(`${clearLine}${line}`),
    color: process.stdout.isTTY === true && !process.env["NO_COLOR"],
    ...(clearLine !== "" && { status: (line: string) => process.stdout.write(`${clearLine}${line}`) }),
  },
  (line) => console.error(`${clearLine}${line}`),
);

/** npm runs a script at the root, wherever it was called, and says where that was. Others pass that on to us unasked. */
function callerFolder(): string {
  const { INIT_CWD: initial, npm_lifecycle_event: script = "" } = process.env;
  return (script.startsWith("spec:") && initial) || process.cwd();
}
