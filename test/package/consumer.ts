import { exec, execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { packageFolder } from "../support/packages.ts";
import { Checkout } from "./checkout.ts";

const run = promisify(execFile);

export type CompilerName = "5.9" | "6" | "7";

const compilers: Record<CompilerName, string> = {
  "5.9": join(packageFolder("typescript"), "bin/tsc"),
  "6": join(packageFolder("typescript-6"), "bin/tsc"),
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
  async compile(
    compiler: CompilerName,
    outDir: string,
    files: readonly string[],
    resolution: readonly string[] = ["--module", "nodenext"],
  ): Promise<string[]> {
    const flags = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--skipLibCheck", "false"];
    const target = ["--target", "es2022", ...resolution, "--lib", "es2022,dom,dom.iterable,dom.asynciterable"];
    const types = ["--typeRoots", dirname(packageFolder("@types/node")), "--types", "node"];
    const args = [compilers[compiler], ...flags, ...target, ...types, "--outDir", outDir, ...files];
    const compiled = run(process.execPath, args, { cwd: this.folder });
    const { stdout } = await compiled.catch((failed: { stdout: string }) => failed);
    return stdout.split("\n").filter((line) => line !== "");
  }

  /** Runs a compiled file with plain Node and returns what it printed. */
  async run(
    file: string,
    environment: Record<string, string>,
    args: readonly string[] = [],
  ): Promise<{ stdout: string; stderr: string }> {
    return run(process.execPath, [file, ...args], { cwd: this.folder, env: { ...process.env, ...environment } });
  }

  /** Installs packages of this repository by a link, with their commands, in the project or in a folder of it. */
  async link(names: readonly string[], folder = "."): Promise<void> {
    const modules = join(this.folder, folder, "node_modules");
    await mkdir(join(modules, ".bin"), { recursive: true });
    for (const name of names) {
      await rm(join(modules, name), { recursive: true, force: true });
      await symlink(packageFolder(name), join(modules, name), "junction");
      const { bin = {} } = JSON.parse(await readFile(join(packageFolder(name), "package.json"), "utf8"));
      for (const [command, file] of Object.entries<string>(typeof bin === "string" ? { [name]: bin } : bin)) {
        await rm(join(modules, ".bin", command), { force: true });
        await symlink(join(modules, name, file), join(modules, ".bin", command));
      }
    }
  }

  /** Puts something unusable in the place of a package: a folder above this one may have it installed. */
  async spoil(name: string, manifest = "not JSON"): Promise<void> {
    const folder = join(this.folder, "node_modules", name);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), manifest);
  }

  /** Runs a command line below the project, as `npx` would. Returns all that it prints. */
  async type(command: string, environment: Record<string, string> = {}, folder = "."): Promise<string> {
    const PATH = [join(this.folder, "node_modules/.bin"), process.env["PATH"]].join(delimiter);
    const npm = { npm_config_offline: "true", npm_config_update_notifier: "false" };
    const options = { cwd: join(this.folder, folder), env: { ...process.env, PATH, ...npm, ...environment } };
    const { stdout } = await promisify(exec)(`${command} 2>&1`, options).catch((failed: { stdout: string }) => failed);
    return stdout.trimEnd();
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
