import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { packageNames } from "../../scripts/packages.ts";
import { requireLock } from "../../scripts/pin/lockfile.ts";
import { repository } from "../support/workspace.ts";
import { Checkout } from "./checkout.ts";
import { Consumer } from "./consumer.ts";
import { blocksOf, type Page, pages, standsHere, testsOfPages } from "./pages.ts";
import { expectSessions, typeIn } from "./session.ts";

const own = pages.filter(({ path }) => testsOfPages[path] === undefined);
const withSessions = own.filter((page) => blocksOf(page).some(({ language }) => language === "console"));

test.each(withSessions)("$path prints what it shows", async (page) => {
  const project = isOfUsers(page) ? await userProject() : await checkout();
  for (const { file, code } of filesOf(page)) {
    await mkdir(dirname(join(project.folder, file)), { recursive: true });
    await writeFile(join(project.folder, file), code);
  }
  await expectSessions(page.text, project.type);
});

test("every file that a page lets its reader write is used by a session of the page", () => {
  const others = own.filter((page) => !withSessions.includes(page));
  for (const page of others) expect(filesOf(page), page.path).toEqual([]);
});

/** Tells whether the page's commands are those of a repository that uses the package. */
function isOfUsers(page: Page): boolean {
  return blocksOf(page).some(({ language, code }) => language === "console" && code.includes("$ npx "));
}

/** Returns the blocks that are files of the reader's. */
function filesOf(page: Page): { file: string; code: string }[] {
  return blocksOf(page).flatMap(({ file, code }) => (file === undefined || standsHere(file) ? [] : [{ file, code }]));
}

interface Project {
  readonly folder: string;
  readonly type: (command: string) => Promise<string>;
}

async function checkout(): Promise<Project> {
  const made = await Checkout.make();
  onTestFinished(() => made.remove());
  return { folder: made.root, type: (command) => typeIn(made.root, command) };
}

/** A project with the packed tarball, a pin, and the packages that the pages speak of. */
async function userProject(): Promise<Project> {
  const consumer = await Consumer.install();
  onTestFinished(() => consumer.remove());
  await consumer.link([...packageNames, "vitest"]);
  const { current } = requireLock(repository);
  const spec = join(repository, "openapi", current, "openapi.yaml");
  expect(await consumer.type(`npx orq-client pull --from ${spec} --pin ${current}`)).toContain("pinned");
  return { folder: consumer.folder, type: (command) => consumer.type(command, { NO_COLOR: "1" }) };
}
