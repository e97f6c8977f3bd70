import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import { readSpec } from "../../scripts/diff/read-spec.ts";
import type { JsonObject } from "../../scripts/document/json.ts";
import { Consumer } from "../package/consumer.ts";
import { nodeCost, type ProcessCost, type ProcessOptions } from "./process-cost.ts";
import { syntheticSpec } from "./synthetic-spec.ts";

const command = new URL("../../dist/cli.js", import.meta.url).pathname;

export interface GivenSpecs {
  readonly before: string;
  readonly after: string;
}

/** What several rows need. Each is made when the first of them asks for it. */
export class Setup {
  readonly folder: string = mkdtempSync(join(tmpdir(), "orq-client-bench-"));
  /** What the whole specs are, for the report. */
  readonly specNames: string;
  readonly #given: GivenSpecs | undefined;
  #consumer: Promise<Consumer> | undefined;
  #specs: Record<"before" | "after", string> | undefined;
  #pins: Promise<string> | undefined;

  constructor(given?: GivenSpecs) {
    this.#given = given;
    this.specNames = given ? `${given.before} → ${given.after}` : "synthetic";
  }

  /** A project that has the packed library installed. */
  consumer(): Promise<Consumer> {
    this.#consumer ??= Consumer.install();
    return this.#consumer;
  }

  /** Two whole specs as plain YAML files, by their paths. */
  specs(): Readonly<Record<"before" | "after", string>> {
    this.#specs ??= { before: this.#writeSpec("before"), after: this.#writeSpec("after") };
    return this.#specs;
  }

  /** A folder in the project, in which both specs are pinned: `before`, and `after`. */
  pins(): Promise<string> {
    this.#pins ??= this.#pinSpecs();
    return this.#pins;
  }

  /** Makes a folder in which specs can be pinned. */
  workspace(name: string, folder: string = this.folder): string {
    const root = join(folder, name);
    mkdirSync(join(root, "openapi"), { recursive: true });
    // The command works in the nearest package.
    writeFileSync(join(root, "package.json"), JSON.stringify({ type: "module", dependencies: { "orq-client": "*" } }));
    writeFileSync(join(root, "openapi/config.yaml"), "scope: all\n");
    writeFileSync(join(root, "openapi/overlay.yaml"), "overlay: 1.0.0\nactions: []\n");
    return root;
  }

  async remove(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    await (await this.#consumer)?.remove();
  }

  async #pinSpecs(): Promise<string> {
    // Below the folder in which the library is installed.
    const root = this.workspace("pins", (await this.consumer()).folder);
    for (const [pin, spec] of Object.entries(this.specs())) {
      commandCost(["pull", "--from", spec, "--pin", pin, "--accept"], { cwd: root });
    }
    return root;
  }

  #writeSpec(generation: "before" | "after"): string {
    const file = join(this.folder, `${generation}.yaml`);
    const given = this.#given && resolve(this.#given[generation]);
    writeFileSync(file, given === undefined ? textOf(syntheticSpec(generation)) : textOf(readSpec(given, ".")));
    return file;
  }
}

/** Runs the package's own command, as it is built. */
export function commandCost(args: readonly string[], options: ProcessOptions): ProcessCost {
  return nodeCost([command, ...args], options);
}

function textOf(document: JsonObject): string {
  // Redocly, which openapi-typescript reads with, takes no more than some aliases.
  return stringify(document, { aliasDuplicateObjects: false });
}
