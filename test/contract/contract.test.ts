import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseSpec } from "../../scripts/document/parse.ts";
import { readPin, requireLock } from "../../scripts/pin/lockfile.ts";
import { generateTypes } from "../../scripts/types/generate-types.ts";
import { Compiler, type Findings } from "../support/compiler.ts";
import { Editor } from "../support/spec-editor.ts";
import { breakingOperations } from "./breaking-operations.ts";
import { breakingReplies } from "./breaking-replies.ts";
import { breakingRequests } from "./breaking-requests.ts";
import { caller, listReader, specOf, specOfLists } from "./compile-cost.ts";
import { harmless } from "./harmless.ts";
import * as kinds from "./kinds.ts";
import * as lists from "./lists.ts";
import { consumer, type Mutation } from "./mutations.ts";
import { senderOf } from "./newer.ts";
import { allowed, giverOf, staleKeys, withoutKeys, withRole } from "./stale-keys.ts";
import * as window from "./window.ts";

const root = resolve(import.meta.dirname, "../..");
const lock = requireLock(root);
const pinned = parseSpec(readPin(root, lock, lock.current), "openapi.yaml");
const compiler = new Compiler();
const said: string[] = [];

async function compileWith({ mutate }: Pick<Mutation, "mutate">): Promise<Findings> {
  const spec = new Editor(structuredClone(pinned));
  mutate(spec);
  return compiler.check({ [`generated/${lock.current}/openapi.d.ts`]: await generateTypes(spec.document) });
}

function expectFinding(findings: Findings, name: string, file: string, says: string): void {
  const found = findings.in(file).find(({ message }) => message.includes(says));
  if (found === undefined) expect.fail(`in ${file}: "${says}", and not ${JSON.stringify(findings.all(), null, 2)}`);
  said.push(`${name}\n    ${file}: ${found.code}: ${found.message.split("\n").find((line) => line.includes(says))}`);
}

// The table of what the compiler says, for whoever changes the facade: DRIFT_REPORT=1 npx vitest run test/contract
afterAll(() => {
  if (process.env["DRIFT_REPORT"]) console.log(`${said.length} mutations break the build:\n${said.join("\n")}`);
});

describe("a spec that breaks the build", () => {
  test("is not the pin itself", async () => {
    expect((await compileWith({ mutate: () => {} })).all()).toEqual([]);
  });

  test.each([...breakingOperations, ...breakingRequests, ...breakingReplies])(
    "$name",
    async ({ name, mutate, file, says }) => {
      expectFinding(await compileWith({ mutate }), name, file, says);
    },
  );
});

describe("a key that the spec has dropped", () => {
  const types = { before: "", after: "" };
  const giverFindings = (source: string, generated: string): Findings =>
    compiler.check({ [`generated/${lock.current}/openapi.d.ts`]: generated, [consumer]: source });

  beforeAll(async () => {
    types.before = await generateTypes(withRole(pinned).document);
    types.after = await generateTypes(withoutKeys(pinned));
  });

  test.each(staleKeys)("breaks the build: %s", (form, statement, says) => {
    expect(giverFindings(giverOf(statement), types.before).in(consumer)).toEqual([]);
    expectFinding(giverFindings(giverOf(statement), types.after), form, consumer, says);
  });

  test.each(allowed)("and what may be anything compiles: %s", (_form, statement) => {
    expect(giverFindings(giverOf(statement), types.after).in(consumer)).toEqual([]);
  });
});

describe("a spec that does not", () => {
  test.each(harmless)("$name", async (mutation) => {
    expect((await compileWith(mutation)).all()).toEqual([]);
  });
});

describe("a facade that does not fit its contract", () => {
  const edited = (file: string, from: string, to: string): Findings => {
    const source = readFileSync(resolve(root, file), "utf8");
    expect(source).toContain(from);
    return compiler.check({ [file]: source.replace(from, to) });
  };

  test("a method's name is misspelt", () => {
    const findings = edited("src/contract.ts", `: "identities.update"`, `: "identities.updat"`);
    expectFinding(findings, "misspelt", "src/contract.ts", `Did you mean '"identities.update"'?`);
  });

  test("a method serves no operation", () => {
    const findings = edited("src/resources/contacts.ts", "  create<", "  purge(): void {}\n  create<");
    expectFinding(findings, "left out", "src/contract.ts", `Property '"contacts.purge"' is missing`);
  });
});

describe.each([
  ["a spec of any other shape, without operationIds", kinds],
  ["the lists of a spec", lists],
])("%s", (_name, { document, accepted, refused, callerWith }) => {
  let types: string;
  beforeAll(async () => {
    types = await generateTypes(document);
  });

  test.each(accepted)("%s compiles", (_kind, statement) => {
    expect(compiler.checkConsumer(callerWith(statement), types)).toEqual([]);
  });

  test.each(refused)("%s does not compile", (_kind, statement, message) => {
    expect(compiler.checkConsumer(callerWith(statement), types)).toEqual([expect.stringContaining(message)]);
  });
});

test("a call costs the compiler little, however large the spec is", async () => {
  const cost = async (operations: number): Promise<number> => {
    const types = await generateTypes(specOf(operations));
    return compiler.instantiations(caller, types);
  };
  const [small, large] = [await cost(8), await cost(280)];
  expect(large).toBeLessThan(4_000);
  expect((large - small) / (280 - 8)).toBeLessThan(1);
});

test("a list costs the compiler little more than a call of it", async () => {
  const types = await generateTypes(specOfLists(280));
  const [call = 0, paginate = 0] = [listReader("call"), listReader("paginate")].map((code) =>
    compiler.instantiations(code, types),
  );
  expect(paginate - call).toBeLessThan(500);
});

describe("the newer generation of the API", () => {
  let types: string;
  beforeAll(async () => {
    const file = resolve(root, "openapi/2026-08-21/openapi.yaml");
    types = await generateTypes(parseSpec(readFileSync(file, "utf8"), file));
  });

  test.each([
    ["POST /v2/identities", "IdentityCreate"],
    ["PATCH /v2/identities/{id}", "IdentityUpdate"],
  ])("takes the body of %s that the pin declares", (operation, sent) => {
    expect(compiler.checkConsumer(senderOf(operation, sent), types)).toEqual([]);
  });

  test("would not take a key that it does not know, and that is told", () => {
    const source = senderOf("PATCH /v2/identities/{id}", "IdentityUpdate & { nickname?: string }");
    expect(compiler.checkConsumer(source, types)).toEqual([expect.stringContaining("Property 'nickname' is missing")]);
  });

  test.each(window.accepted)("a window of both pins: %s", (_name, statement) => {
    expect(compiler.checkConsumer(window.callerWith(statement), types)).toEqual([]);
  });

  test.each(window.refused)("a window of both pins refuses %s", (_name, statement, says) => {
    expect(compiler.checkConsumer(window.callerWith(statement), types)).toEqual([expect.stringContaining(says)]);
  });
});
