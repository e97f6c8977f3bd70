import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { packageFolder } from "../support/packages.ts";
import { Checkout } from "./checkout.ts";

const run = promisify(execFile);

export type CompilerName = "5.9" | "7";

const compilers: Record<CompilerName, string> = {
  "5.9": join(packageFolder("typescript"), "bin/tsc"),
  "7": join(packageFolder("typescript-7"), "bin/tsc"),
};

/** A project of somebody else's, in an empty folder, with the packed tarball installed. */
export class Consumer {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async install(): Promise<Consumer> {
    const folder = await mkdtemp(join(tmpdir(), "orq-client-consumer-"));
    const checkout = await Checkout.make();
    // .npmrc ignores scripts, so packing does not build.
    await npm(checkout.root, "run", "--silent", "build");
    // The dependencies come as tarballs of what is installed here, so that nothing is asked of a registry.
    const packages = [checkout.root, ...(await dependenciesOf(checkout.root))];
    await npm(checkout.root, "pack", "--silent", "--pack-destination", folder, ...packages);
    await checkout.remove();
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
    const tarballs = (await readdir(folder)).filter((name) => name.endsWith(".tgz")).map((name) => `./${name}`);
    await npm(folder, "install", "--offline", "--no-audit", "--no-fund", "--silent", ...tarballs);
    return new Consumer(folder);
  }

  write(name: string, source: string): Promise<void> {
    return writeFile(join(this.folder, name), source);
  }

  /** Compiles files as strictly as can be, library types included, into a folder. Gives the lines of what it says. */
  async compile(compiler: CompilerName, outDir: string, files: readonly string[]): Promise<string[]> {
    const flags = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--skipLibCheck", "false"];
    const target = ["--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom,dom.iterable,dom.asynciterable"];
    const types = ["--typeRoots", dirname(packageFolder("@types/node")), "--types", "node"];
    const args = [compilers[compiler], ...flags, ...target, ...types, "--outDir", outDir, ...files];
    const compiled = run(process.execPath, args, { cwd: this.folder });
    const { stdout } = await compiled.catch((failed: { stdout: string }) => failed);
    return stdout.split("\n").filter((line) => line !== "");
  }

  /** Runs a compiled file with plain Node and returns what it printed. */
  async run(file: string, environment: Record<string, string>): Promise<{ stdout: string; stderr: string }> {
    return run(process.execPath, [file], { cwd: this.folder, env: { ...process.env, ...environment } });
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** The folders of all packages that a package needs at run time, directly or through others. */
async function dependenciesOf(folder: string): Promise<Set<string>> {
  const { dependencies = {} } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    dependencies?: Record<string, string>;
  };
  const found = new Set<string>();
  for (const name of Object.keys(dependencies)) {
    const dependency = packageFolder(name, folder);
    for (const each of [dependency, ...(await dependenciesOf(dependency))]) found.add(each);
  }
  return found;
}

async function npm(cwd: string, ...args: string[]): Promise<void> {
  await run("npm", args, { cwd, shell: process.platform === "win32" });
}
