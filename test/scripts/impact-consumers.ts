import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { JsonObject } from "../../scripts/document/json.ts";
import { parseSpec } from "../../scripts/document/parse.ts";
import type { ImpactReport, ProjectImpact } from "../../scripts/impact/report.ts";
import { readPin, requireLock } from "../../scripts/pin/lockfile.ts";
import { writeSpec } from "../support/documents.ts";
import { type PackageManager, TestMonorepo } from "../support/monorepo.ts";
import { Editor } from "../support/spec-editor.ts";
import { type Outcome, repository } from "../support/workspace.ts";

export const base = "2026-05-20";
export const breaking = "2026-06-01";

/** What a team writes, on the road that `orq` stands for: each line marked `breaks` does, with the breaking pin. */
const calls = `
export async function run(): Promise<unknown[]> {
  const path = { id: "user_1" };
  const updated = await orq.call("PATCH /v2/identities/{id}", { params: { path }, body: { display_name: "Jane" } });
  const name = updated.display_name; // breaks: the field is gone
  const page = await orq.call("GET /v2/identities", { params: { query: { sort_by: "UPDATED" } } }); // breaks: the value is gone
  await orq.call("POST /v2/identities", { body: { external_id: "user_2" } }); // breaks: a field is required
  await orq.call("POST /v2/contacts", { body: { external_id: "user_3" } }); // breaks: the operation is gone
  return [name, page.data.map((identity) => identity.external_id)];
}
`;

export const onFacade = `import { type IdentityCreate, Orq } from "orq-client";
const orq = new Orq();
export const draft: IdentityCreate = { external_id: "user_0" }; // breaks: a field is required
export async function run(): Promise<unknown[]> {
  const { display_name } = await orq.identities.update("user_1", { display_name: "Jane" }); // breaks: the field is gone
  const page = await orq.identities.list({ sort_by: "UPDATED" }); // breaks: the value is gone
  await orq.identities.create({ external_id: "user_2" }); // breaks: a field is required
  const contact = await orq.contacts.create({ external_id: "user_3" }); // breaks: the operation is gone
  return [display_name, page.data.map((identity) => identity.external_id), contact];
}
`;

const onPin = (specifier: string): string => `import { Orq } from "orq-client";
import type { paths } from "${specifier}";
const orq = new Orq().withSpec<paths>();
${calls}`;

/** A monorepo whose packages use the client in each of the three ways, and one that does not use it. */
export class Consumers extends TestMonorepo {
  readonly facade: string;
  readonly spec: string;
  /** It has pins of its own: `base`, which is current, and `breaking`. */
  readonly own: string;

  private constructor(manager: PackageManager) {
    super(manager);
    this.facade = this.addPackage("facade", { "src/index.ts": onFacade });
    this.spec = this.addPackage("spec", { "src/index.ts": onPin(`orq-client/spec/${base}`) });
    this.own = this.addPackage("own", {
      "src/index.ts": onPin("../generated/current.js"),
      "openapi/config.yaml": "scope: all\n",
      "openapi/overlay.yaml": "overlay: 1.0.0\nactions: []\n",
    });
    this.write("packages/other/package.json", JSON.stringify({ name: "other" }));
    this.write("packages/other/tsconfig.json", "{}");
    this.write("packages/other/index.ts", "export const wrong: string = 1;\n");
  }

  static async make(manager: PackageManager = "npm"): Promise<Consumers> {
    const consumers = new Consumers(manager);
    await consumers.pin(base, () => {});
    await consumers.pin(breaking, breakAll);
    consumers.publish(base);
    consumers.publish(base, { asCurrent: true });
    return consumers;
  }

  /** Pins a changed spec in the package that has pins of its own. */
  async pin(name: string, change: (spec: Editor) => void): Promise<void> {
    const spec = new Editor(baseDocument());
    change(spec);
    const file = writeSpec(this.root, spec.document, `${name}.yaml`);
    const { errors } = await this.run(this.own, "spec:pull", "--from", file, "--pin", name, "--accept");
    if (errors.length > 0) throw new Error(errors.join());
  }

  /** Does what a release of orq-client does: ships the types of a pin, and is made current on it. */
  publish(pin: string, { asCurrent = false }: { readonly asCurrent?: boolean } = {}): void {
    const types = `generated/${pin}`;
    cpSync(join(this.own, types), join(this.client, types), { recursive: true });
    const current = `export type { components, operations, paths } from "./${pin}/openapi.d.ts";\n`;
    if (asCurrent) writeFileSync(join(this.client, "generated/current.d.ts"), current);
  }

  impact(...args: readonly string[]): Promise<Outcome> {
    return this.run(this.own, "spec:impact", ...args);
  }

  /** Returns the report as data. */
  async report(...args: readonly string[]): Promise<ImpactReport> {
    const { printed, errors } = await this.impact(...args, "--format", "json");
    if (errors.length > 0) throw new Error(errors.join());
    return JSON.parse(printed.join("\n"));
  }
}

/** The repository's current pin, with an enum in a request. */
function baseDocument(): JsonObject {
  const lock = requireLock(repository);
  const spec = new Editor(parseSpec(readPin(repository, lock, lock.current), lock.current));
  const schema = { type: "string", enum: ["NAME", "UPDATED"] };
  spec.parameters("/v2/identities", "get").push({ name: "sort_by", in: "query", schema });
  return spec.document;
}

export function breakAll(spec: Editor): void {
  const reply = spec.reply("/v2/identities/{id}", "patch", "200");
  delete spec.replyFields("/v2/identities/{id}", "patch", "200")["display_name"];
  if (Array.isArray(reply["required"])) reply["required"] = reply["required"].filter((name) => name !== "display_name");
  spec.parameter("/v2/identities", "get", "sort_by")["schema"] = { type: "string", enum: ["NAME"] };
  spec.body("/v2/identities", "post")["required"] = ["external_id", "display_name"];
  spec.remove("paths", "/v2/contacts");
  spec.remove("paths", "/v2/identities/{id}", "delete");
}

/** The errors of a project as `tsc` tells them: `packages/app/src/index.ts:3:5 TS2339`. */
export function places({ errors }: Pick<ProjectImpact, "errors">): string[] {
  return errors.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);
}

/** The lines of a source that are marked as breaking, numbered from 1. */
export function markedLines(file: string): number[] {
  const lines = readFileSync(resolve(file), "utf8").split("\n");
  return lines.flatMap((line, index) => (line.includes("// breaks") ? [index + 1] : []));
}
