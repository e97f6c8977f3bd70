import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import GithubSlugger from "github-slugger";
import { expect, test } from "vitest";
import { filesBelow } from "../../scripts/write/transaction.ts";
import { repository } from "../support/workspace.ts";
import { blocksOf, pages, standsHere, testsOfPages } from "./pages.ts";

const read = (path: string): string => readFileSync(join(repository, path), "utf8");

/** What people write in markdown: the pages, and the notes in the folders. */
const notes = [
  ...pages.map(({ path }) => path),
  ...["CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "AGENTS.md"],
  ...["openapi", "generated", "scripts", "src", "test/transport"].map((folder) => `${folder}/README.md`),
  ...filesBelow(join(repository, "examples")).map((path) => `examples/${path}`),
].filter((path) => path.endsWith(".md") && existsSync(join(repository, path)));

test("every link between the pages leads somewhere", () => {
  const broken = notes.flatMap((path) =>
    linksOf(read(path))
      .filter((link) => !leadsSomewhere(path, link))
      .map((link) => `${path}: ${link}`),
  );
  expect(broken).toEqual([]);
});

test("the index of docs/ names every page", () => {
  const index = linksOf(read("docs/README.md")).map((link) => `docs/${link}`);
  const others = pages.map(({ path }) => path).filter((path) => /^docs\/(?!README)/.test(path));
  expect(others.filter((path) => !index.includes(path))).toEqual([]);
});

test("a block that shows a part of a file shows it as it is", () => {
  const shown = pages.flatMap((page) => blocksOf(page)).filter(({ file }) => standsHere(file));
  expect(shown.length).toBeGreaterThan(0);
  for (const { file = "", code } of shown) expect(read(file)).toContain(code);
});

test("a block that something compiles, runs or types again: there are no others", () => {
  const proven = ["ts", "console", "diff", "yaml"];
  const blocks = pages.flatMap((page) => blocksOf(page).map((block) => ({ page: page.path, ...block })));
  const others = blocks.filter(({ language, file }) => !proven.includes(language) || (language === "yaml" && !file));
  // Diagrams and trees are pictures. The README's commands are held by commands.test.ts.
  const free = others.filter(({ language }) => !["text", "mermaid"].includes(language));
  expect(free.filter(({ page }) => testsOfPages[page] === undefined)).toEqual([]);
});

test("the tests of single pages read them", () => {
  for (const [page, file] of Object.entries(testsOfPages)) expect(read(file)).toContain(page);
});

/** Returns the targets of the links to files and headings. */
function linksOf(markdown: string): string[] {
  const links = [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  return links.filter((link) => !/^[a-z]+:/.test(link));
}

function leadsSomewhere(from: string, link: string): boolean {
  const [path = "", heading] = link.split("#");
  const target = path === "" ? from : relative(repository, resolve(repository, dirname(from), path));
  if (target.startsWith("..") || !existsSync(join(repository, target))) return false;
  return heading === undefined || anchorsOf(read(target)).includes(heading);
}

function anchorsOf(markdown: string): string[] {
  const slugger = new GithubSlugger();
  const headings = withoutCode(markdown, /^```.*?^```$/gms).matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = ""]) => slugger.slug(heading.replaceAll("`", "")));
}

function withoutCode(markdown: string, code = /^```.*?^```$|`[^`\n]*`(?!\])/gms): string {
  return markdown.replaceAll(code, "");
}
