import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseSpec } from "../../scripts/document/parse.ts";
import { readPin, requireLock } from "../../scripts/pin/lockfile.ts";
import { Checkout } from "../package/checkout.ts";
import { runIn } from "../package/session.ts";
import { writeSpec } from "../support/documents.ts";
import { Editor } from "../support/spec-editor.ts";

/** A release of this repository that was made on an older spec: contacts had a nickname, which is gone since. */
export class OlderRelease {
  readonly version = "0.0.9";
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  get tarball(): string {
    return join(this.#folder, `orq-client-${this.version}.tgz`);
  }

  static async pack(): Promise<OlderRelease> {
    const release = new OlderRelease(await mkdtemp(join(tmpdir(), "orq-client-older-")));
    const checkout = await Checkout.make();
    const { root } = checkout;
    const lock = requireLock(root);
    const spec = new Editor(parseSpec(readPin(root, lock, lock.current), lock.current));
    spec.bodyFields("/v2/contacts", "post")["nickname"] = { type: "string" };
    const file = writeSpec(root, spec.document, "older.yaml");
    const name = "2026-04-01";
    for (const command of [
      `npm run spec:pull -- --from ${file} --pin ${name} --use`,
      `npm version ${release.version} --no-git-tag-version`,
      "npm run build",
      `npm pack --pack-destination ${release.#folder}`,
    ]) {
      const { exitCode, printed } = await runIn(root, command);
      if (exitCode !== 0) throw new Error(`${command}: ${printed}`);
    }
    await checkout.remove();
    return release;
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }
}
