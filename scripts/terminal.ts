import type { Workspace } from "./workspace.ts";

// On a terminal the current step is shown on a status line, and the next output overwrites it.
const clearLine = process.stdout.isTTY ? "\r\u001b[K" : "";

// Whoever read the output may have left, as `head` does: the command ends its work all the same.
process.stdout.on("error", () => {});

/** How a command's output reaches the terminal that it was typed in. */
export const terminal: Pick<Workspace, "print" | "status" | "color"> = {
  print: (line) => console.log(`${clearLine}${line}`),
  color: process.stdout.isTTY === true && !process.env["NO_COLOR"],
  ...(clearLine !== "" && { status: (line: string) => process.stdout.write(`${clearLine}${line}`) }),
};

export function printError(line: string): void {
  console.error(`${clearLine}${line}`);
}
