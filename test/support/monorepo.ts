import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { runCommand } from "../../scripts/command-line.ts";
import { requireLock } from "../../scripts/pin/lockfile.ts";
import { write } from "./documents.ts";
import { packageFolder } from "./packages.ts";
import { type Outcome, repository } from "./workspace.ts";

export type PackageManager = "npm" | "pnpm";

/** A monorepo of somebody else's in a temporary folder, with orq-client installed as a package manager lays it out. */
export class TestMonorepo {
  readonly root: string = realpathSync(mkdtempSync(join(tmpdir(), "orq-client-monorepo-")));
  /** The installed orq-client. */
  readonly client: string;
  readonly #manager: PackageManager;

  constructor(manager: PackageManager) {
    this.#manager = manager;
    this.write(
      "package.json",
      JSON.stringify({ private: true, ...(manager === "npm" && { workspaces: ["packages/*"] }) }),
    );
    if (manager === "pnpm") this.write("pnpm-workspace.yaml", "packages:\n  - packages/*\n");
    this.write("tsconfig.base.json", JSON.stringify({ compilerOptions }));
    const modules = manager === "npm" ? "node_modules" : "node_modules/.pnpm/orq-client@0.1.0/node_modules";
    this.client = join(this.root, modules, "orq-client");
    for (const [path, text] of declarations()) write(this.client, path, text);
    const { ships = [] } = requireLock(repository);
    for (const path of ["package.json", ...ships.map((pin) => `generated/${pin}`)]) {
      cpSync(join(repository, path), join(this.client, path), { recursive: true });
    }
    this.#link("openapi-fetch", join(this.root, modules));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  write(path: string, text: string): string {
    return write(this.root, path, text);
  }

  /** Adds a package that depends on orq-client, and returns its folder. */
  addPackage(name: string, files: Readonly<Record<string, string>>): string {
    const folder = join(this.root, "packages", name);
    const tsconfig = { extends: "../../tsconfig.base.json", include: ["src"] };
    const all = {
      "package.json": JSON.stringify({ name, type: "module", dependencies: { "orq-client": "0.1.0" } }),
      "tsconfig.json": JSON.stringify(tsconfig),
      ...files,
    };
    for (const [path, text] of Object.entries(all)) write(folder, path, text);
    if (this.#manager === "pnpm") this.#link("orq-client", join(folder, "node_modules"), this.client);
    return folder;
  }

  /** Runs a command as a package's own repository runs it. */
  async run(folder: string, ...command: readonly string[]): Promise<Outcome> {
    const printed: string[] = [];
    const errors: string[] = [];
    const workspace = { root: folder, print: (line: string): unknown => printed.push(line) };
    const exitCode = await runCommand(command, workspace, (line) => errors.push(line));
    return { exitCode, printed, errors };
  }

  /** Type-checks a package with plain `tsc`. Returns each error as `packages/app/src/index.ts:3:5 TS2339`. */
  typecheck(folder: string): string[] {
    const args = [join(packageFolder("typescript"), "bin/tsc"), "--noEmit", "--pretty", "false", "-p", folder];
    const { stdout } = spawnSync(process.execPath, args, { cwd: this.root, encoding: "utf8" });
    return [...stdout.matchAll(/^(\S+)\((\d+),(\d+)\): error (TS\d+): /gm)].map(
      ([, file = "", line, column, code]) =>
        `${relative(this.root, resolve(this.root, file))}:${line}:${column} ${code}`,
    );
  }

  #link(name: string, modules: string, target: string = packageFolder(name)): void {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(target, join(modules, name), "junction");
  }
}

const compilerOptions = {
  target: "es2022",
  lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable"],
  module: "nodenext",
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
};

let built: ReadonlyMap<string, string> | undefined;

/** The declaration files of the library, as its build writes them. */
function declarations(): ReadonlyMap<string, string> {
  if (built) return built;
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  const config = ts.getParsedCommandLineOfConfigFile(join(repository, "tsconfig.build.json"), {}, host);
  if (!config) throw new Error("tsconfig.build.json cannot be read");
  const files = new Map<string, string>();
  ts.createProgram(config.fileNames, config.options).emit(undefined, (file, text) => {
    files.set(relative(repository, file), text);
  });
  built = files;
  return files;
}
