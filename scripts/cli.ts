import { runCommand } from "./command-line.ts";
import { speakAsPackageCommand } from "./command-text.ts";
import { findRoot } from "./find-root.ts";
import { printError, terminal } from "./terminal.ts";

// The package's own command, `npx orq-client`: the same commands as the npm scripts of this repository, for pins of the
// repository in which it is called. It has no contract: the facade here is not that repository's to judge.
speakAsPackageCommand();
const callerFolder = process.cwd();
const workspace = { root: findRoot(callerFolder), callerFolder, note: printError, ...terminal };
process.exitCode = await runCommand(process.argv.slice(2), workspace, printError);
