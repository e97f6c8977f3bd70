import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSandboxClient } from "../support/sandbox-client.ts";
import { repository } from "../support/workspace.ts";
import { type CompilerName, Consumer } from "./consumer.ts";
import { blocksOf, pages, testsOfPages } from "./pages.ts";
import { runPrograms } from "./run-programs.ts";

const program = `import { Orq } from "orq-client";

const orq = new Orq({ apiKey: "sandbox-key", baseUrl: process.env["SERVER"] ?? "" });

const contact = await orq.contacts.create({ external_id: "user_12345", tags: ["premium"] });
const identity = await orq.identities.update("user_12345", { display_name: "Jane Smith-Wilson" });

console.log(contact.external_id, identity.display_name);
export const created: string | undefined = contact.created;
`;

const ownPages = pages.filter(({ path }) => path === "README.md" || testsOfPages[path] === undefined);
/** The programs of the pages. A block that names a file is that file, or a part of it. */
const programs = ownPages.flatMap((page) =>
  blocksOf(page)
    .filter(({ language, file }) => language === "ts" && file === undefined)
    .map(({ code }, index) => ({ name: `${page.path.replaceAll(/\W/g, "-")}-${index}`, code })),
);
const files = ["program.ts", ...programs.map(({ name }) => `${name}.ts`)];
const compilers = ["5.9", "7"] as const satisfies CompilerName[];

let consumer: Consumer;
/** What each compiler says of all files. They are one program: checking the libraries is what takes the time. */
let said: Record<(typeof compilers)[number], readonly string[]>;
beforeAll(async () => {
  consumer = await Consumer.install();
  await consumer.write("program.ts", program);
  for (const { name, code } of programs) await consumer.write(`${name}.ts`, code);
  const [older, newer] = await Promise.all(compilers.map((name) => consumer.compile(name, name, files)));
  said = { "5.9": older ?? [], "7": newer ?? [] };
});
afterAll(() => consumer.remove());

describe("the packed tarball", () => {
  test.each(compilers)("compiles under TypeScript %s, and sends what it is given", async (compiler) => {
    expect(said[compiler].filter((line) => line.startsWith("program.ts"))).toEqual([]);
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
    expect(programs[0]?.code).toBe(await readFile(join(repository, "examples/first-call.ts"), "utf8"));
  });

  test.each(compilers)("have only programs that compile under TypeScript %s", (compiler) => {
    expect(said[compiler].filter((line) => !line.startsWith("program.ts"))).toEqual([]);
  });

  test("have only programs that run and print", async () => {
    const started = programs.map(async ({ name, code }) => {
      const generation = code.includes("orq-client/spec/2026-08-21") ? "newer" : "older";
      const { sandbox, call } = await startSandboxClient({ generation });
      await call("POST /v2/identities", { external_id: "user_12345", tags: ["premium"] });
      return { file: `7/${name}.js`, environment: { ORQ_API_KEY: sandbox.apiKey, ORQ_BASE_URL: sandbox.url } };
    });
    const printed = await runPrograms(consumer, await Promise.all(started));
    const results = programs.map(({ name }, index) => ({ name, ...printed[index] }));
    expect(results.filter(({ stdout, stderr }) => stdout === "" || stderr !== "")).toEqual([]);
  });
});
