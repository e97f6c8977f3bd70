import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import type { Plan, Report } from "./program.ts";
import type { Programs } from "./programs.ts";

interface Ran {
  readonly version: string;
  readonly report: Report;
}

export interface Runtime {
  readonly name: string;
  /** What it is started from, if that is here. */
  readonly find: () => string | undefined;
  /** What to type where it is not. */
  readonly install: string;
  run(found: string, programs: Programs, plan: Plan): Promise<Ran>;
}

/** The folder whose package.json names the runtimes that npm has. */
export const folder: string = import.meta.dirname;

/** A picture of the page, to look at. */
const screenshot = join(tmpdir(), "orq-client-chromium.png");

const require = createRequire(join(folder, "package.json"));
const run = promisify(execFile);
const installAll = "npm install --prefix test/runtimes";
const limitMs = 120_000;
const compatibilityDate = "2026-04-01";

/** All that the client is said to run in. */
export const runtimes: readonly Runtime[] = [
  ...[20, 22, 24, 26].map((major) => commandLine(`Node ${major}`, `node-${major}/bin/node`)),
  commandLine("Bun", "@oven/bun-linux-x64/bin/bun"),
  // It may call servers, and not read the environment.
  commandLine("Deno", "@deno/linux-x64-glibc/deno", "run", "--allow-net"),
  { name: "workerd", install: installAll, find: () => installed("miniflare/package.json"), run: runInWorkerd },
  { name: "Chromium", install: "apt-get install chromium", find: findBrowser, run: runInChromium },
];

function commandLine(name: string, path: string, ...args: readonly string[]): Runtime {
  return {
    name,
    install: installAll,
    find: () => installed(path),
    run: async (binary, { commandLine, folder: cwd }, plan) => {
      const env = { ...process.env, DENO_DIR: join(cwd, ".deno"), DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
      const { stdout: version } = await run(binary, ["--version"], { env });
      const options = { cwd, env, timeout: limitMs };
      const { stdout } = await run(binary, [...args, commandLine, JSON.stringify(plan)], options);
      return { version: version.match(/\d+\.\d+\.\d+/)?.[0] ?? "", report: JSON.parse(stdout) };
    },
  };
}

function installed(path: string): string | undefined {
  const file = join(folder, "node_modules", path);
  return existsSync(file) ? file : undefined;
}

interface Miniflare {
  dispatchFetch(url: string, init: RequestInit): Promise<Response>;
  dispose(): Promise<void>;
}

async function runInWorkerd(_found: string, { worker }: Programs, plan: Plan): Promise<Ran> {
  const { Miniflare } = require("miniflare") as { Miniflare: new (options: object) => Miniflare };
  const { version } = require("workerd/package.json") as { version: string };
  // It writes each failure of a connection to its standard error, with a page of addresses.
  const handleRuntimeStdio = (...outputs: readonly Readable[]): unknown => outputs.map((output) => output.resume());
  const miniflare = new Miniflare({ modules: true, script: worker, compatibilityDate, handleRuntimeStdio });
  try {
    const init = { method: "POST", body: JSON.stringify(plan), signal: AbortSignal.timeout(limitMs) };
    const reply = await miniflare.dispatchFetch("http://worker/", init);
    return { version, report: (await reply.json()) as Report };
  } finally {
    await miniflare.dispose();
  }
}

/** Debian's, or the one of GitHub's machines. */
function findBrowser(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const files = ["chromium", "google-chrome"].flatMap((name) => folders.map((each) => join(each, name)));
  return installed("playwright-core/package.json") && files.find((file) => existsSync(file));
}

interface Page {
  goto(url: string): Promise<unknown>;
  setContent(html: string): Promise<void>;
  addScriptTag(script: { readonly content: string }): Promise<unknown>;
  evaluate<T>(expression: string): Promise<T>;
  screenshot(options: { readonly path: string; readonly fullPage: boolean }): Promise<unknown>;
}

interface Browser {
  version(): string;
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

async function runInChromium(executablePath: string, { page: content }: Programs, plan: Plan): Promise<Ran> {
  const { chromium } = require("playwright-core") as { chromium: { launch(options: object): Promise<Browser> } };
  const browser = await chromium.launch({ executablePath });
  try {
    const page = await browser.newPage();
    // The page has the origin of the sandbox, as one that an API's own server gives. All other servers are of other origins.
    await page.goto(plan.sandbox);
    await page.setContent("<title>orq-client in a page</title>");
    await page.addScriptTag({ content });
    const report = await page.evaluate<Report>(`runInPage(${JSON.stringify(plan)})`);
    await page.screenshot({ path: screenshot, fullPage: true });
    return { version: browser.version(), report };
  } finally {
    await browser.close();
  }
}
