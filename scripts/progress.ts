import type { Workspace } from "./workspace.ts";

/** Runs one step of a command: shows its name while it runs, then its outcome and how long it took. */
export type Step = <Value>(
  name: string,
  work: () => Value | Promise<Value>,
  outcome: (value: Value) => string,
) => Promise<Value>;

const nameWidth = 10;

export function steps({ print, status }: Workspace): Step {
  return async (name, work, outcome) => {
    status?.(`${name.padEnd(nameWidth)}…`);
    const start = performance.now();
    const value = await work();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    print(`${name.padEnd(nameWidth)}${outcome(value)} (${seconds} s)`);
    return value;
  };
}
