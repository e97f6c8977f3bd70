import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSandboxClient } from "../support/sandbox-client.ts";
import { Consumer } from "./consumer.ts";

const root = resolve(import.meta.dirname, "../..");
const readme = await readFile(resolve(root, "README.md"), "utf8");

const program = `import { Orq } from "orq-client";

const orq = new Orq({ apiKey: "sandbox-key", baseUrl: process.env["SERVER"] ?? "" });

const contact = await orq.contacts.create({ external_id: "user_12345", tags: ["premium"] });
const identity = await orq.identities.update("user_12345", { display_name: "Jane Smith-Wilson" });

console.log(contact.external_id, identity.display_name);
export const created: string | undefined = contact.created;
`;

let consumer: Consumer;
beforeAll(async () => {
  consumer = await Consumer.install();
});
afterAll(() => consumer.remove());

describe("the packed tarball", () => {
  test.each(["5.9", "7"] as const)("compiles under TypeScript %s, and sends what it is given", async (compiler) => {
    const { sandbox } = await startSandboxClient();
    await consumer.write("program.ts", program);
    await consumer.compile(compiler, "program.ts");
    const { stdout, stderr } = await consumer.run("program.js", { SERVER: sandbox.url });
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

describe("the README", () => {
  const blocks = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code ?? "");

  test("starts with the example that quickstart runs", async () => {
    expect(blocks[0]).toBe(await readFile(resolve(root, "examples/first-call.ts"), "utf8"));
  });

  test("has only code that compiles, under both compilers", async () => {
    for (const [index, code] of blocks.entries()) await consumer.write(`readme-${index}.ts`, code);
    const files = blocks.map((_code, index) => `readme-${index}.ts`);
    await consumer.compile("7", ...files);
    await consumer.compile("5.9", ...files);
  });

  test.each(blocks.map((code, index) => ({ index, title: code.split("\n").at(-2) })))(
    "has only code that runs: block $index, … $title",
    async ({ index }) => {
      const { sandbox, call } = await startSandboxClient();
      await call("POST /v2/identities", { external_id: "user_12345", tags: ["premium"] });
      const environment = { ORQ_API_KEY: sandbox.apiKey, ORQ_BASE_URL: sandbox.url };
      const { stdout, stderr } = await consumer.run(`readme-${index}.js`, environment);
      expect(stderr).toBe("");
      expect(stdout).not.toBe("");
    },
  );
});
