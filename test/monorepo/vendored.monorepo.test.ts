import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseSpec } from "../../scripts/document/parse.ts";
import { readPin, requireLock } from "../../scripts/pin/lockfile.ts";
import { startSandbox } from "../../scripts/sandbox/sandbox.ts";
import { mend, mendFacade } from "../package/mend.ts";
import { expectSessions } from "../package/session.ts";
import { markedLines } from "../scripts/impact-consumers.ts";
import { writeSpec } from "../support/documents.ts";
import type { PackageManager } from "../support/monorepo.ts";
import { Editor } from "../support/spec-editor.ts";
import { repository } from "../support/workspace.ts";
import { OlderRelease } from "./older-release.ts";
import { commandTable, section } from "./page.ts";
import { VendoredMonorepo } from "./vendored-monorepo.ts";

const before = "2026-05-14";
const after = "2026-09-01";
const rawPin = "2026-08-21";

interface Program {
  readonly app: string;
  readonly prints: string;
  /** The pin of the server that it calls. */
  readonly pin: string;
  /** The folder that has this pin. Default: that of this repository. */
  readonly root?: string;
}

const programs: readonly Program[] = [
  { app: "facade", pin: before, prints: "facade Jane Smith" },
  { app: "older", pin: before, prints: "older user_2 404 true" },
  { app: "raw", pin: rawPin, prints: "raw https://example.com/3.png user_3" },
  { app: "own-pins", pin: rawPin, root: "apps/own-pins", prints: "own-pins 1" },
];

/** Where this repository stands. */
const own = "packages/orq-client";

/** Those of the package's own tests that look for packages, folders and other projects: what a workspace may have elsewhere. */
const testsOfPlaces = [
  "test/contract/editor.test.ts",
  "test/package/commands.test.ts",
  "test/package/installed.test.ts",
  "test/scripts/check.test.ts",
  "test/scripts/impact.test.ts",
];

const betweenReleases = `import { type ContactCreate, Orq } from "orq-client";
import { type ContactCreate as OlderContactCreate, Orq as OlderOrq } from "orq-client-older";
const contact: ContactCreate = { external_id: "a" };
const withNickname: OlderContactCreate = { external_id: "a", nickname: "Jo" };
void new OlderOrq().contacts.create(contact);
void new OlderOrq().contacts.create(withNickname);
void new Orq().contacts.create(contact);
void new Orq().contacts.create(withNickname); // breaks: this spec has no nickname
`;

const betweenPins = `import { type Identity, type IdentityCreate, Orq } from "orq-client";
import type { paths } from "orq-client/spec/${rawPin}";
const api = new Orq().withSpec<paths>();
const params = { path: { id: "a" } };
const draft: IdentityCreate = { external_id: "a", email: null };
void new Orq().identities.create(draft);
void api.call("POST /v2/identities", { body: { external_id: "a" } });
void api.call("POST /v2/identities", { body: draft }); // breaks: this spec takes no null
const reply = await api.call("GET /v2/identities/{id}", { params });
export const flat: string = reply.identity._id;
export const record: Identity = reply; // breaks: this spec wraps the record
`;

/** Each copy throws an error, and the classes and guards of the other are asked about it. */
const guards = `import * as current from "orq-client";
import * as older from "orq-client-older";
const counts = { copies: new Set([current.OrqError, older.OrqError]).size, known: 0, foreign: 0 };
for (const [one, other] of [[current, older], [older, current]]) {
  const orq = new one.Orq({ apiKey: "key", baseUrl: "http://127.0.0.1:9", maxRetries: 0 });
  const error = await orq.identities.retrieve("a").catch((thrown) => thrown);
  const answers = [error instanceof other.OrqError, error instanceof other.ConnectionError, other.isOrqError(error)];
  counts.known += answers.filter((answer) => answer).length;
  counts.foreign += Number(error instanceof other.TimeoutError);
}
console.log(JSON.stringify(counts));
`;

interface TurboRun {
  readonly tasks: readonly { readonly taskId: string; readonly dependencies: readonly string[] }[];
}

let older: OlderRelease;
beforeAll(async () => {
  older = await OlderRelease.pack();
});
afterAll(() => older.remove());

/** Returns the places of the compiler's errors, as `apps/facade/src/index.ts:5`. */
function linesOf(printed: string, folder = ""): Set<string> {
  return new Set(
    [...printed.matchAll(/^(\S+)\((\d+),\d+\): error TS/gm)].map(([, file, line]) => `${folder}${file}:${line}`),
  );
}

/** Returns the lines that `impact` names. */
function namedLines(printed: string): Set<string> {
  return new Set([...printed.matchAll(/^ {2}(\S+:\d+):\d+ TS\d+: /gm)].map(([, line = ""]) => line));
}

describe.each<PackageManager>(["npm", "pnpm"])("%s", (manager) => {
  let monorepo: VendoredMonorepo;
  beforeAll(async () => {
    monorepo = await VendoredMonorepo.make(manager, [older.tarball]);
    cpSync(join(repository, "test/package/own-pins/datasets.yaml"), join(monorepo.root, "datasets.yaml"));
    const lock = requireLock(repository);
    const newest = new Editor(parseSpec(readPin(repository, lock, rawPin), rawPin));
    newest.remove("components", "schemas", "Identity", "properties", "avatar_url");
    writeSpec(monorepo.root, newest.document, "newest.yaml");
  });
  afterAll(() => monorepo.remove());

  test("installs, builds, and links the command", async () => {
    await monorepo.install();
    await monorepo.must("npm run build --workspace orq-client");
    await monorepo.install();
    expect(await monorepo.must("cd apps/own-pins && npx orq-client --version")).toBe("0.1.0");
    for (const [npm = "", pnpm] of commandTable()) {
      expect(monorepo.translated(npm)).toBe(manager === "npm" ? npm : pnpm);
    }
  });

  test("an app pins a spec of its own", async () => {
    await expectSessions(section("Pins of your own beside it"), typed);
    expect(await monorepo.must("cd apps/own-pins && npx orq-client check")).toContain("generated matches the pins");
  });

  test("all apps compile together, and call their servers", async () => {
    expect(await monorepo.must("npm run typecheck")).toBe("");
    for (const program of programs) await runs(program);
  });

  test("a type of one pin is refused by the other where they differ", async () => {
    const files = { older: betweenReleases, raw: betweenPins };
    for (const [app, text] of Object.entries(files)) monorepo.write(`apps/${app}/src/between.ts`, text);
    const found = linesOf(await typed("npm run typecheck"));
    const marked = Object.keys(files).flatMap((app) => {
      const file = `apps/${app}/src/between.ts`;
      return markedLines(join(monorepo.root, file)).map((line) => `${file}:${line}`);
    });
    expect(found).toEqual(new Set(marked));
    for (const app of Object.keys(files)) monorepo.write(`apps/${app}/src/between.ts`, "export {};\n");
  });

  test("errors of one copy are known to the other, both ways", async () => {
    monorepo.write("apps/older/guards.mjs", guards);
    expect(JSON.parse(await monorepo.must("node apps/older/guards.mjs"))).toEqual({ copies: 2, known: 6, foreign: 0 });
  });

  test("the package's own check passes inside the workspace", async () => {
    await monorepo.must("npm run check --workspace orq-client");
  });

  test("the package's own tests pass inside the workspace: those that look for packages, folders and other projects", async () => {
    const printed = await monorepo.must(`npm run test --workspace orq-client -- ${testsOfPlaces.join(" ")}`);
    expect(printed).toMatch(/Tests .*\d+ passed/);
  });

  test("Turborepo generates, then builds, then type-checks", async () => {
    const version = await monorepo.must(`${manager} --version`);
    await monorepo.must(`npm pkg set packageManager=${manager}@${version}`);
    const { tasks }: TurboRun = JSON.parse(await monorepo.must("turbo run typecheck --dry=json"));
    const dependencies = Object.fromEntries(tasks.map((task) => [task.taskId, task.dependencies]));
    expect(dependencies["facade#typecheck"]).toContain("orq-client#build");
    expect(dependencies["own-pins#typecheck"]).toContain("own-pins#spec:generate");
    expect(dependencies["own-pins#spec:generate"]).toContain("orq-client#build");
    expect(dependencies["orq-client#build"]).toContain("orq-client#spec:generate");
  });

  test("a pulled pin breaks the package and the affected app alone, in the lines that impact has named", async () => {
    const printed = new Map<string, string>();
    await expectSessions(section("When a pull breaks an app"), async (command) => {
      printed.set(command, await typed(command));
      return printed.get(command) ?? "";
    });
    const [impact = "", typecheck = ""] = ["npm run spec:impact", "npm run typecheck"].map(
      (name) => [...printed].find(([command]) => command.startsWith(name))?.[1],
    );
    expect([...impact.matchAll(/^(\S+)\/tsconfig\.json: (no)?/gm)].map(([, project, none]) => [project, none])).toEqual(
      [
        ["apps/facade", undefined],
        ["apps/older", "no"],
        ["apps/own-pins", "no"],
        ["apps/raw", "no"],
        [own, undefined],
      ],
    );
    const named = [...namedLines(impact)];
    expect(linesOf(typecheck)).toEqual(new Set(named.filter((line) => line.startsWith("apps/"))));

    const ownLines = named.filter((line) => line.startsWith(`${own}/`));
    const checked = await monorepo.run("npm run typecheck --workspace orq-client");
    expect(linesOf(checked.printed, `${own}/`)).toEqual(new Set(ownLines));
    const built = await monorepo.run("npm run build --workspace orq-client");
    expect(built.exitCode).not.toBe(0);
    const inLibrary = ownLines.filter((line) => line.startsWith(`${own}/src/`));
    expect(linesOf(built.printed, `${own}/`)).toEqual(new Set(inLibrary));
  });

  test("once they are mended, the package and the app build, and call servers of both generations", async () => {
    await mendFacade(monorepo.client);
    await mend(monorepo.root, section("When a pull breaks an app"));
    await expectSessions(section("Build again"), typed);
    for (const program of programs) await runs(program);
    await runs({ app: "facade", pin: after, prints: "facade Jane Smith" });
  });

  test("an app on the types of a pin breaks when it takes the next one, in the lines that impact has named", async () => {
    const impact = `npm run spec:impact --workspace orq-client -- ${after} --base ${rawPin} --project apps/raw`;
    const named = namedLines(await typed(impact));
    const file = "apps/raw/src/index.ts";
    monorepo.write(file, monorepo.read(file).replace(`spec/${rawPin}`, `spec/${after}`));
    const broken = linesOf(await typed("npm run typecheck"));
    expect(broken.size).toBeGreaterThan(0);
    expect(broken).toEqual(named);
  });

  /** Types a command of the page, and returns what it prints. */
  async function typed(command: string): Promise<string> {
    return (await monorepo.run(command)).printed;
  }

  async function runs({ app, pin, root = own, prints }: Program): Promise<void> {
    const sandbox = await startSandbox({ root: join(monorepo.root, root), pin });
    const environment = { ORQ_BASE_URL: sandbox.url, ORQ_API_KEY: sandbox.apiKey };
    const printed = await monorepo.must(`node apps/${app}/dist/index.js`, environment).finally(() => sandbox.close());
    expect(printed).toBe(prints);
  }
});
