import { statSync } from "node:fs";
import { resolve } from "node:path";
import { formatHelp } from "./command-help.ts";
import { isPackageCommand } from "./command-text.ts";
import { type Need, requirePackages } from "./packages.ts";
import { parseArguments } from "./parse-arguments.ts";
import { SpecError } from "./spec-error.ts";
import type { Workspace } from "./workspace.ts";

/** An option of a command. With `value` it takes one, otherwise it is a flag. */
export interface Option {
  /** What stands for the value in the help, such as `<file>`. */
  readonly value?: string;
  /** The only values that are accepted. */
  readonly choices?: readonly string[];
  /** Whether it may be given several times. */
  readonly multiple?: true;
  readonly default?: string;
  /** What it does, and the default where that is not a fixed value. */
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

type Text<O extends Option> = O extends { readonly choices: readonly (infer Choice extends string)[] }
  ? Choice
  : string;

type ValueOf<O extends Option> = O extends { readonly value: string }
  ? O extends { readonly multiple: true }
    ? readonly Text<O>[]
    : O extends { readonly default: string }
      ? Text<O>
      : Text<O> | undefined
  : boolean;

/** The values that a command receives for its options. */
export type Values<O extends Options> = { readonly [Name in keyof O]: ValueOf<O[Name]> };

/** The texts that a command receives for its arguments: `[name]` may be missing, `<name>` may not. */
type Texts<A extends readonly string[]> = {
  readonly [Index in keyof A]: A[Index] extends `<${string}` ? string : string | undefined;
};

/** One command. Its arguments are parsed by this description, and its help is made from it. */
export interface Description<O extends Options, A extends readonly string[]> {
  readonly name: string;
  readonly about: string;
  /** `<required>` ones, then `[optional]` ones. */
  readonly arguments: A;
  readonly options: O;
  /** What comes behind the command's name, and what it does then. */
  readonly examples: readonly (readonly [args: string, effect: string])[];
  readonly exitCodes: Readonly<Record<number, string>>;
  /** Further tables of the help, by title. */
  readonly tables?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What it cannot do without. Default: the packages that make types. */
  readonly needs?: Need | "nothing";
  readonly run: (values: Values<O>, workspace: Workspace, ...texts: Texts<A>) => Promise<number>;
}

/** Runs a command with the arguments of its command line, and returns its exit code. */
export type Command = (args: readonly string[], workspace: Workspace) => Promise<number>;

const help: Options = { help: { help: "shows this help" } };
const root: Options = {
  root: {
    value: "<folder>",
    help: "the folder that holds openapi/ and generated/ (default: see --help without a command)",
  },
};

/** Makes a command of its description: one that parses its arguments, and answers `--help`. */
export function defineCommand<const O extends Options, const A extends readonly string[]>(
  description: Description<O, A>,
): Command {
  const { name, arguments: names, needs = "make types", run } = description;
  return async (args, workspace) => {
    const options = { ...description.options, ...(isPackageCommand() && root), ...help };
    if (args.includes("--help") || args.includes("-h")) {
      workspace.print(formatHelp({ ...description, options }));
      return 0;
    }
    const { values, texts } = parseArguments(args, { name, names, options });
    const place = placeOf(workspace, values["root"] as string | undefined);
    if (needs !== "nothing") requirePackages(needs);
    // The description is what both sides are typed by, and what the values were checked against.
    return run(values as Values<O>, place, ...(texts as unknown as Texts<A>));
  };
}

/** Returns the workspace below `--root`. Says which folder it is when that is not where the command was typed. */
function placeOf(workspace: Workspace, folder: string | undefined): Workspace {
  const { callerFolder = workspace.root, note } = workspace;
  const place = folder === undefined ? workspace : { ...workspace, root: resolve(callerFolder, folder) };
  if (!statSync(place.root, { throwIfNoEntry: false })?.isDirectory())
    throw new SpecError(`--root ${folder}: no such folder`);
  if (place.root !== callerFolder) note?.(`in ${place.root}:`);
  return place;
}
