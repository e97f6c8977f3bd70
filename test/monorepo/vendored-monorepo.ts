import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { copyRepository } from "../package/checkout.ts";
import { runIn } from "../package/session.ts";
import { write } from "../support/documents.ts";
import type { PackageManager } from "../support/monorepo.ts";
import { repository } from "../support/workspace.ts";
import { filesOfPage } from "./page.ts";

/** The commands of this folder's own package.json. */
const commands = join(import.meta.dirname, "node_modules/.bin");

const apps = ["facade", "older", "raw", "own-pins"] as const;

/** The monorepo of docs/monorepo.md: this repository as one of its packages, and an app for each way to use it. */
export class VendoredMonorepo {
  readonly root: string = realpathSync(mkdtempSync(join(tmpdir(), "orq-client-vendored-")));
  /** The folder of this repository in it. */
  readonly client: string = join(this.root, "packages/orq-client");
  readonly #manager: PackageManager;

  private constructor(manager: PackageManager) {
    this.#manager = manager;
  }

  static async make(manager: PackageManager, releases: readonly string[]): Promise<VendoredMonorepo> {
    const monorepo = new VendoredMonorepo(manager);
    await copyRepository(monorepo.client);
    mkdirSync(join(monorepo.root, "releases"));
    for (const tarball of releases) cpSync(tarball, join(monorepo.root, "releases", basename(tarball)));
    for (const [path, content] of filesOfPage()) monorepo.#writeOfPage(path, content);
    monorepo.#writeLock();
    if (manager === "pnpm") await monorepo.must("pnpm import");
    return monorepo;
  }

  write(path: string, content: string): string {
    return write(this.root, path, content);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  /** Installs what is not there yet. What the caches have is not asked of the registry. */
  install(): Promise<string> {
    return this.must("npm install", { npm_config_offline: "false", npm_config_prefer_offline: "true" });
  }

  /** Runs a command of the page in the monorepo, as this package manager has it. */
  run(command: string, environment: Record<string, string> = {}): Promise<{ exitCode: number; printed: string }> {
    const PATH = [commands, process.env["PATH"]].join(delimiter);
    const quiet = {
      npm_config_reporter: "silent",
      npm_config_audit: "false",
      npm_config_fund: "false",
      TURBO_TELEMETRY_DISABLED: "1",
    };
    return runIn(this.root, this.translated(command), { PATH, ...quiet, ...environment });
  }

  /** Runs a command that has to succeed, and returns what it printed. */
  async must(command: string, environment?: Record<string, string>): Promise<string> {
    const { exitCode, printed } = await this.run(command, environment);
    if (exitCode !== 0) throw new Error(`${this.translated(command)}: exit code ${exitCode}\n${printed}`);
    return printed;
  }

  /** Returns an npm command as it is for this package manager. */
  translated(command: string): string {
    if (this.#manager === "npm") return command;
    return command
      .replace(/\bnpm run (\S+) --workspace orq-client(?: --)?/, "pnpm --filter orq-client run $1")
      .replace(/\bnpm (run|install)\b/, "pnpm $1")
      .replace(/\bnpx /, "pnpm exec ");
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  #writeOfPage(path: string, content: string): void {
    const isPnpm = this.#manager === "pnpm";
    if (path === "pnpm-workspace.yaml" && !isPnpm) return;
    const text = isPnpm
      ? content.replace('"orq-client": "*"', '"orq-client": "workspace:*"').replace(/^.*"workspaces":.*\n/m, "")
      : content;
    for (const app of path.includes("*") ? apps : [""]) this.write(path.replace("*", app), text);
  }

  /** The versions are those of this repository's own lock, so that what is installed here need not be fetched again. */
  #writeLock(): void {
    const { packages } = JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8"));
    const { "": own, ...rest } = packages;
    const link = { resolved: "packages/orq-client", link: true };
    const all = { "": {}, "packages/orq-client": own, "node_modules/orq-client": link, ...rest };
    this.write("package-lock.json", JSON.stringify({ lockfileVersion: 3, requires: true, packages: all }));
  }
}
