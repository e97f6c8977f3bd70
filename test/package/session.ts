import { exec } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "vitest";

/** Types a command line in a folder. Returns all that it prints, as npm prints it without its own header. */
export async function typeIn(folder: string, command: string): Promise<string> {
  return (await runIn(folder, command)).printed;
}

/** Does the same, with more of an environment, and returns the exit code too. */
export async function runIn(
  folder: string,
  command: string,
  environment: Record<string, string> = {},
): Promise<{ exitCode: number; printed: string }> {
  const npm = { npm_config_loglevel: "silent", npm_config_offline: "true" };
  const env = { ...process.env, ...npm, NO_COLOR: "1", ...environment };
  const options = { cwd: folder, env, maxBuffer: 16 * 1024 * 1024 };
  const { stdout, code } = await promisify(exec)(`${command} 2>&1`, options).then(
    (ended) => ({ ...ended, code: 0 }),
    (failed: { stdout: string; code: number }) => failed,
  );
  return { exitCode: code, printed: stdout.trimEnd() };
}

/**
 * Expects that each command of a page's `console` blocks prints what stands below it. A line `…` stands for any lines, and
 * `…` at the end of a line for its rest. Times, and positions in files, may differ.
 */
export async function expectSessions(markdown: string, type: (command: string) => Promise<string>): Promise<void> {
  const sessions = [...markdown.matchAll(/^```console\n(.*?)^```$/gms)].map(([, session = ""]) => session);
  expect(sessions).not.toEqual([]);
  for (const part of sessions.flatMap((session) => session.split(/^\$ /m).slice(1))) {
    const [command = "", ...shown] = part.trimEnd().split("\n");
    const printed = await type(command);
    const lines = printed === "" ? [] : printed.split("\n");
    if (!showsAll(shown, lines)) expect.fail(`\`${command}\` is to print\n${shown.join("\n")}\nand prints\n${printed}`);
  }
}

/** Finds the shown lines in what is printed, part by part: each part is what stands between two elisions. */
function showsAll(shown: readonly string[], printed: readonly string[]): boolean {
  const parts = shown
    .join("\n")
    .split(/^…$/m)
    .map((part) => part.split("\n").filter((line) => line !== ""));
  const visible = printed.filter((line) => line !== "");
  let next = 0;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const latest = visible.length - part.length;
    const from = isLast && index > 0 ? latest : next;
    const to = index === 0 ? 0 : latest;
    let at = Math.max(from, next);
    while (at <= to && !part.every((line, offset) => fits(line, visible[at + offset] ?? ""))) at += 1;
    if (at > to) return false;
    next = at + part.length;
  }
  return parts.length > 1 || next === visible.length;
}

function fits(shown: string, printed: string): boolean {
  const [line, candidate] = [steady(shown), steady(printed)];
  return line.endsWith("…") ? candidate.startsWith(line.slice(0, -1)) : line === candidate;
}

function steady(line: string): string {
  return line.replace(/\d+\.\d s/g, "0.1 s").replace(/(\.tsx?)(\(\d+,\d+\)|:\d+:\d+)/g, "$1:0:0");
}
