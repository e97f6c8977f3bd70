import { inspect } from "node:util";
import type { Logger, OrqEvent, OrqOptions } from "orq-client";

export interface Heard {
  readonly options: Pick<OrqOptions, "logger" | "onEvent">;
  readonly events: OrqEvent[];
  /** Each line with its level before it. */
  readonly lines: unknown[][];
}

/** Options under which everything that a client tells of its calls is kept. */
export function listening(): Heard {
  const events: OrqEvent[] = [];
  const lines: unknown[][] = [];
  return { options: { logger: recorder(lines), onEvent: (event) => void events.push(event) }, events, lines };
}

/** A logger that keeps its lines. */
export function recorder(lines: unknown[][]): Logger {
  const write =
    (level: string) =>
    (...line: unknown[]): void =>
      void lines.push([level, ...line]);
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

/** Every text that a value holds or shows: its strings and names at any depth, its JSON, and what `inspect` prints. */
export function textsOf(...values: readonly unknown[]): string[] {
  const texts: string[] = [];
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value === "string") texts.push(value);
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (value instanceof Error) texts.push(String(value));
    if (typeof (value as { toJSON?: unknown }).toJSON === "function") visit((value as Date).toJSON());
    for (const name of Object.getOwnPropertyNames(value)) {
      texts.push(name);
      visit((value as Record<string, unknown>)[name]);
    }
  };
  for (const value of values) {
    visit(value);
    texts.push(inspect(value, { depth: 20, showHidden: true, maxStringLength: null, maxArrayLength: null }));
    texts.push(JSON.stringify(value) ?? "");
  }
  return texts;
}
