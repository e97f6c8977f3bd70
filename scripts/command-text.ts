/** The command as people type it: an npm script in this repository, the package's own command in another one. */
let isPackageCommand = false;

/** Called once, by the entry of the package's command. */
export function speakAsPackageCommand(): void {
  isPackageCommand = true;
}

/** Returns a command as people type it: `npm run spec:pull -- --accept`, or `npx orq-client pull --accept`. */
export function commandText(command: string, ...args: readonly string[]): string {
  if (isPackageCommand) return ["npx orq-client", command, ...args].join(" ");
  return [`npm run spec:${command}`, ...(args.length > 0 ? ["--", ...args] : [])].join(" ");
}
