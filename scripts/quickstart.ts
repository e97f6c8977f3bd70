import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { requireLock } from "./pin/lockfile.ts";
import { type RecordedExchange, startSandbox } from "./sandbox/sandbox.ts";

const example = "examples/first-call.ts";
const { current } = requireLock(".");

/** Runs the README's first example against the sandbox, and prints what was sent and what came back. */
const sandbox = await startSandbox();
try {
  console.log(`\nThe sandbox, a server of the API as pinned on ${current}, listens on ${sandbox.url}.`);
  console.log(`Running ${example} against it:\n`);
  const environment = { ...process.env, ORQ_BASE_URL: sandbox.url, ORQ_API_KEY: sandbox.apiKey };
  const tsx = [process.execPath, ...process.execArgv, example] as const;
  const { stdout } = await promisify(execFile)(tsx[0], tsx.slice(1), { env: environment });
  console.log(indent(stdout.trimEnd()));
  console.log("\nWhat was sent, and what came back:");
  for (const exchange of sandbox.exchanges) console.log(`\n${describe(exchange)}`);
  console.log(`
The same against the real API, in a workspace where you may create "user_12345":

    ORQ_API_KEY=<your key> npx tsx ${example}

Note: the API has changed since ${current}, and its published spec has had no contacts since 2026-06-02. This example
works on servers of both kinds. What has changed:

    npm run spec:diff -- ${current} 2026-08-21`);
} finally {
  await sandbox.close();
}

function describe({ method, path, headers, body, status, reply }: RecordedExchange): string {
  const lines = [`→ ${method} ${path}`, `  authorization: ${headers["authorization"]?.replace(/ .*/, " …")}`];
  if (body !== undefined) lines.push(`  content-type: ${headers["content-type"]}`, indent(json(body)));
  lines.push(`← ${status}`);
  if (reply !== undefined) lines.push(indent(json(reply)));
  return lines.join("\n");
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}
