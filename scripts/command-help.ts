import type { Description, Option, Options } from "./command.ts";
import { commandText } from "./command-text.ts";

/** The longest line of a help that is written here. */
const lineWidth = 100;

/** Returns the help of one command: how it is called, what it does, its options, examples and exit codes. */
export function formatHelp<O extends Options, A extends readonly string[]>(
  description: Omit<Description<O, A>, "run"> & { readonly options: Options },
): string {
  const { name, about, arguments: names, options, examples, exitCodes, tables = {} } = description;
  return [
    `usage: ${commandText(name, ...names, "[options]")}`,
    "",
    ...wrap(about, lineWidth),
    "",
    ...section("options:", Object.entries(options).map(optionRow)),
    "",
    ...Object.entries(tables).flatMap(([title, rows]) => [...section(title, Object.entries(rows)), ""]),
    "examples:",
    ...examples.flatMap(([args, effect]) => [
      `  ${commandText(name, ...(args === "" ? [] : [args]))}`,
      `      ${effect}`,
    ]),
    "",
    ...section("exit codes:", Object.entries(exitCodes)),
  ].join("\n");
}

/** Returns a title and rows of two columns below it. */
export function section(title: string, rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return [
    title,
    ...rows.flatMap(([left, right]) => {
      const [first = "", ...more] = wrap(right, lineWidth - width - 2);
      return [`  ${left.padEnd(width)}${first}`, ...more.map((line) => `  ${"".padEnd(width)}${line}`)];
    }),
  ];
}

function optionRow([name, { value, choices, multiple, default: byDefault, help }]: readonly [string, Option]): [
  string,
  string,
] {
  const notes = [
    ...(choices && choices.length > 1 ? [`one of ${choices.join(", ")}`] : []),
    ...(byDefault === undefined ? [] : [`default: ${byDefault}`]),
    ...(multiple ? ["may be given several times"] : []),
  ];
  return [
    `--${name}${value === undefined ? "" : ` ${value}`}`,
    `${help}${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`,
  ];
}

/** Breaks a text into lines at its spaces. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
