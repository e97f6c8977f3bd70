import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parseSpec } from "../../scripts/document/parse.ts";
import { generateTypes } from "../../scripts/types/generate-types.ts";
import { Compiler } from "../support/compiler.ts";

// The pin is of the older generation, and the server moves when it likes: what the facade sends must suit the newer one.
// The newer spec declares no nulls any more, as the README says: null is the caller's to send, so it is left out here.
const consumer = (operation: string, sent: string): string => `
import type { Body, ${sent.replace(/ .*/, "")} } from "orq-client";
import type { paths } from "./paths.d.ts";
type WithoutNull<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], null> };
type Newer = Body<"${operation}", paths>;
declare const fields: WithoutNull<${sent}>;
export const body: Newer = fields;
export const stale: Record<Exclude<keyof (${sent}), keyof Newer>, never> = {};
`;

const compiler = new Compiler();
let types: string;
beforeAll(async () => {
  const file = resolve(import.meta.dirname, "../sandbox/newer-generation.yaml");
  types = await generateTypes(parseSpec(readFileSync(file, "utf8"), "newer-generation.yaml"));
});

function check(operation: string, sent: string): string[] {
  const files = { "test/contract/consumer.ts": consumer(operation, sent), "test/contract/paths.d.ts": types };
  return compiler.check(files).map(({ message }) => message);
}

test.each([
  ["POST /v2/identities", "IdentityCreate"],
  ["PATCH /v2/identities/{id}", "IdentityUpdate"],
])("the body of %s suits the newer generation too", (operation, sent) => {
  expect(check(operation, sent)).toEqual([]);
});

test("and a key that the newer generation does not know would be told", () => {
  expect(check("PATCH /v2/identities/{id}", "IdentityUpdate & { nickname?: string }")).toEqual([
    expect.stringContaining("Property 'nickname' is missing"),
  ]);
});
