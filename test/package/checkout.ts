import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { moduleFolders } from "../support/packages.ts";
import { repository } from "../support/workspace.ts";

/** What a fresh clone does not have, by its path. Packages may stand in folders below as well. */
const notCopied = /^(dist|\.git|openapi\/\.staging)$|(^|\/)node_modules$|\.writer\.lock|\.tgz$/;

/** Copies what a fresh clone has into a folder. */
export function copyRepository(folder: string): Promise<void> {
  const filter = (path: string): boolean => !notCopied.test(relative(repository, path).replaceAll("\\", "/"));
  return cp(repository, folder, { recursive: true, filter });
}

/** A copy of the repository, with the packages that are installed here: what runs in it leaves this one alone. */
export class Checkout {
  readonly #temporary: string;
  readonly root: string;

  private constructor(temporary: string, root: string) {
    this.#temporary = temporary;
    this.root = root;
  }

  static async make(): Promise<Checkout> {
    const temporary = await mkdtemp(join(tmpdir(), "orq-client-checkout-"));
    // In a workspace, packages stand in folders above the repository too: each one gets a folder of its own to stand in.
    let root = temporary;
    for (const modules of moduleFolders().reverse()) {
      root = join(root, "checkout");
      await mkdir(root);
      await symlink(modules, join(root, "node_modules"), "junction");
    }
    await copyRepository(root);
    return new Checkout(temporary, root);
  }

  remove(): Promise<void> {
    return rm(this.#temporary, { recursive: true, force: true });
  }
}
