import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseSpec } from "../../scripts/document/parse.ts";
import { readPin, requireLock } from "../../scripts/pin/lockfile.ts";
import { generateTypes } from "../../scripts/types/generate-types.ts";
import { Compiler, type Finding } from "../support/compiler.ts";
import { Editor, type Mutation } from "../support/spec-editor.ts";
import { breakingOperations } from "./breaking-operations.ts";
import { breakingReplies } from "./breaking-replies.ts";
import { breakingRequests } from "./breaking-requests.ts";
import { harmless } from "./harmless.ts";

const root = resolve(import.meta.dirname, "../..");
const lock = requireLock(root);
const pinned = parseSpec(readPin(root, lock, lock.current), "openapi.yaml");
const compiler = new Compiler();
const said: string[] = [];

async function compileWith({ mutate }: Pick<Mutation, "mutate">): Promise<Finding[]> {
  const spec = new Editor(structuredClone(pinned));
  mutate(spec);
  return compiler.check({ [`generated/${lock.current}/openapi.d.ts`]: await generateTypes(spec.document) });
}

function expectFinding(findings: readonly Finding[], name: string, file: string, says: string): void {
  const found = findings.find((finding) => finding.file === file && finding.message.includes(says));
  expect(found, `in ${file}: "${says}", and not ${JSON.stringify(findings, null, 2)}`).toBeDefined();
  said.push(`${name}\n    ${file}: ${found?.code}: ${found?.message.split("\n").find((line) => line.includes(says))}`);
}

beforeAll(async () => {
  expect(await compileWith({ mutate: () => {} }), "the unchanged spec compiles").toEqual([]);
});

// The table of what the compiler says, for whoever changes the facade: DRIFT_REPORT=1 npx vitest run test/contract
afterAll(() => {
  if (process.env["DRIFT_REPORT"]) console.log(`${said.length} mutations break the build:\n${said.join("\n")}`);
});

describe("a spec that breaks the build", () => {
  test.each([...breakingOperations, ...breakingRequests, ...breakingReplies])(
    "$name",
    async ({ name, mutate, file, says }) => {
      expectFinding(await compileWith({ mutate }), name, file, says);
    },
  );
});

describe("a spec that does not", () => {
  test.each(harmless)("$name", async (mutation) => {
    expect(await compileWith(mutation)).toEqual([]);
  });
});

describe("a facade that does not fit its contract", () => {
  const edited = (file: string, from: string, to: string): Finding[] => {
    const source = readFileSync(resolve(root, file), "utf8");
    expect(source).toContain(from);
    return compiler.check({ [file]: source.replace(from, to) });
  };

  test("a method's name is misspelt", () => {
    const findings = edited("src/contract.ts", `: "identities.update"`, `: "identities.updat"`);
    expectFinding(findings, "misspelt", "src/contract.ts", `Did you mean '"identities.update"'?`);
  });

  test("a method serves no operation", () => {
    const findings = edited("src/resources/contacts.ts", "  create(", "  purge(): void {}\n  create(");
    expectFinding(findings, "left out", "src/contract.ts", `Property '"contacts.purge"' is missing`);
  });
});
