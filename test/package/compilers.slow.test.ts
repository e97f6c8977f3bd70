import { afterAll, beforeAll, expect, test } from "vitest";
import { startSandboxClient } from "../support/sandbox-client.ts";
import { type CompilerName, Consumer } from "./consumer.ts";

// What an application may do in both kinds of modules: CommonJS has no await at its top.
const program = `import { NotFoundError, Orq } from "orq-client";
import type { paths } from "orq-client/spec/2026-08-21";

async function main(): Promise<void> {
  const orq = new Orq();
  const identity = await orq.identities.update("user_12345", { display_name: "Jane" });
  for await (const { external_id } of orq.identities.list()) console.log(external_id, identity.display_name);
  await orq.identities.retrieve("nobody").catch((error: unknown) => console.log(error instanceof NotFoundError));
  // @ts-expect-error: the spec has no such key.
  const misspelt: Parameters<typeof orq.identities.update>[1] = { displayname: "Jane" };
  const newer: Orq | object = orq.withSpec<paths>();
  console.log(Object.keys(misspelt), typeof newer);
}

void main();
`;

const compilers: readonly CompilerName[] = ["5.9", "6", "7"];
const files = ["program.mts", "program.cts"];

let consumer: Consumer;
beforeAll(async () => {
  consumer = await Consumer.install();
  for (const file of files) await consumer.write(file, program);
});
afterAll(() => consumer.remove());

test.each(compilers.flatMap((compiler) => ["nodenext", "node20"].map((module) => ({ compiler, module }))))(
  "TypeScript $compiler compiles ES modules and CommonJS under $module, and both run",
  async ({ compiler, module }) => {
    const folder = `${compiler}-${module}`;
    expect(await consumer.compile(compiler, folder, files, ["--module", module])).toEqual([]);
    for (const file of ["program.mjs", "program.cjs"]) {
      const { sandbox, call } = await startSandboxClient();
      await call("POST /v2/identities", { external_id: "user_12345" });
      const environment = { ORQ_API_KEY: sandbox.apiKey, ORQ_BASE_URL: sandbox.url };
      const stdout = "user_12345 Jane\ntrue\n[ 'displayname' ] object\n";
      expect(await consumer.run(`${folder}/${file}`, environment)).toMatchObject({ stdout, stderr: "" });
    }
  },
);

test.each(compilers)("TypeScript %s compiles for a bundler", async (compiler) => {
  const bundler = ["--module", "preserve", "--moduleResolution", "bundler"];
  expect(await consumer.compile(compiler, `${compiler}-bundler`, files, bundler)).toEqual([]);
});
