import { parseArgs } from "node:util";
import { closestMatch } from "leven";
import type { Options } from "./command.ts";
import { commandText } from "./command-text.ts";
import { SpecError } from "./spec-error.ts";

/** A name that differs by more letters than this is not what was meant. */
const mostTypos = 2;

interface Expected {
  readonly name: string;
  readonly names: readonly string[];
  readonly options: Options;
}

interface Parsed {
  readonly values: Readonly<Record<string, unknown>>;
  readonly texts: readonly string[];
}

/** Parses the arguments of one command. An error names what the command takes. */
export function parseArguments(args: readonly string[], { name, names, options }: Expected): Parsed {
  const config = Object.fromEntries(
    Object.entries(options).map(([key, { value, multiple = false, default: byDefault }]) => {
      const shared = { multiple, ...(byDefault !== undefined && { default: byDefault }) };
      return [key, value === undefined ? { type: "boolean" as const } : { type: "string" as const, ...shared }];
    }),
  );
  // Not strict, since the errors of a strict parse do not name what there is.
  const parsed = parseArgs({ args: [...args], options: config, allowPositionals: true, strict: false, tokens: true });
  for (const token of parsed.tokens) {
    if (token.kind === "option") checkOption(token, options);
  }
  const usage = commandText(name, ...names);
  const missing = names.find((each, index) => each.startsWith("<") && parsed.positionals[index] === undefined);
  if (missing !== undefined) throw new SpecError(`${missing} is missing: ${usage}`);
  const surplus = parsed.positionals[names.length];
  if (surplus !== undefined) throw new SpecError(`"${surplus}" is one argument too many: ${usage}`);
  const unset = Object.entries(options).map(([key, { value, multiple }]) => {
    return [key, value === undefined ? false : multiple ? [] : undefined] as const;
  });
  return { values: { ...Object.fromEntries(unset), ...parsed.values }, texts: parsed.positionals };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function checkOption({ name, rawName, value, inlineValue }: OptionToken, options: Options): void {
  const option = Object.hasOwn(options, name) && rawName.startsWith("--") ? options[name] : undefined;
  if (!option) {
    const known = Object.keys(options).map((key) => `--${key}`);
    throw new SpecError(`unknown option ${rawName}${suggestion(rawName, known)} options: ${known.join(", ")}`);
  }
  if (option.value === undefined) {
    if (value !== undefined) throw new SpecError(`${rawName} takes no value`);
    return;
  }
  // The next option is not a value: `--from --use` lacks one. `--from=-x` is one.
  if (value === undefined || (value.startsWith("-") && !inlineValue)) {
    throw new SpecError(`${rawName} needs a value: ${rawName} ${option.value}`);
  }
  if (option.choices && !option.choices.includes(value)) {
    throw new SpecError(`${rawName} ${value}: expected ${oneOf(option.choices)}`);
  }
}

/** Returns `; did you mean …?` where a known name is near, and always ends what precedes it. */
export function suggestion(given: string, known: readonly string[]): string {
  const near = closestMatch(given, known, { maxDistance: mostTypos });
  return near === undefined ? ";" : `; did you mean ${near}?`;
}

function oneOf(choices: readonly string[]): string {
  return choices.length === 1 ? `"${choices[0]}"` : `one of ${choices.join(", ")}`;
}
