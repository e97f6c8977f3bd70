let packageCommand = false;

/** Called once, by the entry of the package's command. */
export function speakAsPackageCommand(): void {
  packageCommand = true;
}

/** Tells whether this is the package's own command, in somebody's repository, and not an npm script of this one. */
export function isPackageCommand(): boolean {
  return packageCommand;
}

/** The command that is not about a spec itself, so that its script has no prefix. */
const withoutPrefix = "sandbox";

/** Returns a command as people type it: `npm run spec:pull -- --accept`, or `npx orq-client pull --accept`. */
export function commandText(command: string, ...args: readonly string[]): string {
  if (packageCommand) return ["npx orq-client", command, ...args].join(" ");
  return [
    `npm run ${command === withoutPrefix ? "" : "spec:"}${command}`,
    ...(args.length > 0 ? ["--", ...args] : []),
  ].join(" ");
}
