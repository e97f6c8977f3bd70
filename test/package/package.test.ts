import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSandboxClient } from "../support/sandbox-client.ts";
import { type CompilerName, Consumer } from "./consumer.ts";

const root = resolve(import.meta.dirname, "../..");
const pages = [
  "README",
  "docs/bodies-and-replies",
  "docs/errors",
  "docs/lists",
  "docs/logging",
  "docs/streams",
  "docs/sync",
];
const texts = await Promise.all(pages.map((page) => readFile(resolve(root, `${page}.md`), "utf8")));

const program = `import { Orq } from "orq-client";

const orq = new Orq({ apiKey: "sandbox-key", baseUrl: process.env["SERVER"] ?? "" });

const contact = await orq.contacts.create({ external_id: "user_12345", tags: ["premium"] });
const identity = await orq.identities.update("user_12345", { display_name: "Jane Smith-Wilson" });

console.log(contact.external_id, identity.display_name);
export const created: string | undefined = contact.created;
`;

const blocks = texts.flatMap((text) => [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code ?? ""));
const files = ["program.ts", ...blocks.map((_code, index) => `block-${index}.ts`)];
const compilers: readonly CompilerName[] = ["5.9", "7"];

let consumer: Consumer;
/** What each compiler says of all files. They are one program: checking the libraries is what takes the time. */
let said: Record<CompilerName, readonly string[]>;
beforeAll(async () => {
  consumer = await Consumer.install();
  for (const [index, code] of [program, ...blocks].entries()) await consumer.write(files[index] ?? "", code);
  const [older, newer] = await Promise.all(compilers.map((name) => consumer.compile(name, name, files)));
  said = { "5.9": older ?? [], "7": newer ?? [] };
});
afterAll(() => consumer.remove());

describe("the packed tarball", () => {
  test.each(compilers)("compiles under TypeScript %s, and sends what it is given", async (compiler) => {
    expect(said[compiler].filter((line) => !line.startsWith("block-"))).toEqual([]);
    const { sandbox } = await startSandboxClient();
    const { stdout, stderr } = await consumer.run(`${compiler}/program.js`, { SERVER: sandbox.url });
    expect({ stdout, stderr }).toEqual({ stdout: "user_12345 Jane Smith-Wilson\n", stderr: "" });
    expect(sandbox.exchanges).toMatchObject([
      {
        method: "POST",
        path: "/v2/contacts",
        headers: { authorization: "Bearer sandbox-key", "content-type": "application/json" },
        body: { external_id: "user_12345", tags: ["premium"] },
      },
      {
        method: "PATCH",
        path: "/v2/identities/user_12345",
        headers: { authorization: "Bearer sandbox-key", "content-type": "application/json" },
        body: { display_name: "Jane Smith-Wilson" },
      },
    ]);
  });
});

describe("the README and its pages", () => {
  test("start with the example that quickstart runs", async () => {
    expect(blocks[0]).toBe(await readFile(resolve(root, "examples/first-call.ts"), "utf8"));
  });

  test.each(compilers)("have only code that compiles under TypeScript %s", (compiler) => {
    expect(said[compiler].filter((line) => line.startsWith("block-"))).toEqual([]);
  });

  test.each(blocks.map((code, index) => ({ code, index, title: code.split("\n").at(-2) })))(
    "have only code that runs: block $index, … $title",
    async ({ code, index }) => {
      const generation = code.includes("orq-client/spec/2026-08-21") ? "newer" : "older";
      const { sandbox, call } = await startSandboxClient({ generation });
      await call("POST /v2/identities", { external_id: "user_12345", tags: ["premium"] });
      const environment = { ORQ_API_KEY: sandbox.apiKey, ORQ_BASE_URL: sandbox.url };
      const { stdout, stderr } = await consumer.run(`7/block-${index}.js`, environment);
      expect(stderr).toBe("");
      expect(stdout).not.toBe("");
    },
  );
});
