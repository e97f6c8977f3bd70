import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const root = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

const compilers: Record<"5.9" | "7", string> = {
  "5.9": join(root, "node_modules/typescript/bin/tsc"),
  "7": join(root, "node_modules/typescript-7/bin/tsc"),
};

/** A project of somebody else's, in an empty folder, with the packed tarball installed. */
export class Consumer {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async install(): Promise<Consumer> {
    const folder = await mkdtemp(join(tmpdir(), "orq-client-consumer-"));
    // .npmrc ignores scripts, so packing does not build.
    await npm(root, "run", "--silent", "build");
    // The dependencies come as tarballs of what is installed here, so that nothing is asked of a registry.
    const dependencies = ["openapi-fetch", "openapi-typescript-helpers"].map((name) =>
      join(root, "node_modules", name),
    );
    await npm(root, "pack", "--silent", "--pack-destination", folder, root, ...dependencies);
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
    const tarballs = (await readdir(folder)).filter((name) => name.endsWith(".tgz")).map((name) => `./${name}`);
    await npm(folder, "install", "--offline", "--no-audit", "--no-fund", "--silent", ...tarballs);
    return new Consumer(folder);
  }

  write(name: string, source: string): Promise<void> {
    return writeFile(join(this.folder, name), source);
  }

  /** Compiles files as strictly as can be, library types included, and writes their JavaScript. */
  async compile(compiler: "5.9" | "7", ...files: string[]): Promise<void> {
    const flags = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--skipLibCheck", "false"];
    const target = ["--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom,dom.iterable,dom.asynciterable"];
    const types = ["--typeRoots", join(root, "node_modules/@types"), "--types", "node"];
    await this.#node(compilers[compiler], ...flags, ...target, ...types, ...files).catch(
      (error: { stdout: string }) => {
        throw new Error(`TypeScript ${compiler}: ${error.stdout}`);
      },
    );
  }

  /** Runs a compiled file with plain Node and returns what it printed. */
  async run(file: string, environment: Record<string, string>): Promise<{ stdout: string; stderr: string }> {
    return run(process.execPath, [file], { cwd: this.folder, env: { ...process.env, ...environment } });
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  #node(...args: string[]): Promise<unknown> {
    return run(process.execPath, args, { cwd: this.folder });
  }
}

async function npm(cwd: string, ...args: string[]): Promise<void> {
  await run("npm", args, { cwd, shell: process.platform === "win32" });
}
