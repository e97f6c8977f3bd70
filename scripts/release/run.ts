import { writeFile } from "node:fs/promises";
import { contract } from "../../src/contract.ts";
import { manifest } from "../manifest.ts";
import { printError } from "../terminal.ts";
import { withRelease } from "./last-release.ts";
import { specChangeset } from "./spec-changeset.ts";

// `npm run release:version` starts with this: nobody writes down by hand what a pin changes, and nobody forgets it.
const changesetFile = ".changeset/current-pin.md";

try {
  const { version } = manifest;
  const root = process.cwd();
  const changeset = await withRelease(root, `v${version}`, (release) =>
    specChangeset(release, { root, contract }, version),
  );
  if (changeset === undefined) console.log(`the current pin changes nothing since v${version}`);
  else {
    await writeFile(changesetFile, changeset);
    console.log(`${changesetFile} says what the current pin changes since v${version}`);
  }
} catch (error) {
  printError(`release:version: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
