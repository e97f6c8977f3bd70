import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import type { Consumer } from "../package/consumer.ts";

/** The program in the form that each kind of runtime takes. */
export interface Programs {
  /** The project that has the packed tarball installed. */
  readonly folder: string;
  /** A file of it, which finds the installed package by itself. */
  readonly commandLine: string;
  /** A worker, with the package bundled. */
  readonly worker: string;
  /** A script for a page, with the package bundled. */
  readonly page: string;
}

const commandLine = `import { runProgram } from "./program.ts";
console.log(JSON.stringify(await runProgram(JSON.parse(process.argv[2]))));`;

const worker = `import { runProgram } from "./program.ts";
export default { fetch: async (request) => Response.json(await runProgram(await request.json())) };`;

/** Shows what it reports, so that a person can look at it. */
const page = `import { runProgram } from "./program.ts";
globalThis.runInPage = async (plan) => {
  const { checks, failures } = await runProgram(plan);
  document.body.append(navigator.userAgent);
  const table = document.body.appendChild(document.createElement("table"));
  const add = (...cells) => {
    const row = table.insertRow();
    for (const cell of cells) row.insertCell().textContent = cell;
  };
  for (const { group, name, problem = "passed" } of checks) add(group, name, problem);
  for (const { failure, code, reads, creates } of failures) add("failures", failure, \`\${code} \${reads}/\${creates}\`);
  return { checks, failures };
};`;

/** Builds the program in a project that has the packed tarball installed. */
export async function buildPrograms(consumer: Consumer): Promise<Programs> {
  const { folder } = consumer;
  await consumer.write("program.ts", await readFile(join(import.meta.dirname, "program.ts"), "utf8"));
  const bundle = async (contents: string, options: object): Promise<string> => {
    const stdin = { contents, resolveDir: folder };
    const { outputFiles } = await build({ stdin, bundle: true, write: false, target: "es2022", ...options });
    return outputFiles?.[0]?.text ?? "";
  };
  await consumer.write("main.js", await bundle(commandLine, { format: "esm", packages: "external" }));
  return {
    folder,
    commandLine: "main.js",
    worker: await bundle(worker, { format: "esm" }),
    page: await bundle(page, { format: "iife" }),
  };
}
