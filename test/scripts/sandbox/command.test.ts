import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { startSandboxClient } from "../../support/sandbox-client.ts";
import { repository, workspace } from "../../support/workspace.ts";

it("serves a pin, tells of each request in a line, and ends at Ctrl-C", async () => {
  const { command, nextLine } = start("--pin", "2026-08-21", "--port", "0", "--key", "mine");
  const [, url = ""] = /on (http:\S+)$/.exec(await nextLine()) ?? [];
  expect(await nextLine()).toBe(`  export ORQ_BASE_URL=${url} ORQ_API_KEY=mine`);
  expect(await nextLine()).toBe("Ctrl-C ends it.");

  const headers = { authorization: "Bearer mine" };
  await fetch(`${url}/v2/identities?limit=1`, { headers });
  expect(await nextLine()).toMatch(/^GET \/v2\/identities\?limit=1 200 \d+ ms$/);
  await fetch(`${url}/v2/identities?limits=1`, { headers });
  expect(await nextLine()).toMatch(/ 400 \d+ ms {2}.*must NOT have additional properties \(limits\)/);
  await fetch(`${url}/v2/identities`, { headers: { ...headers, "x-sandbox-fault": "reset" } }).catch(() => undefined);
  expect(await nextLine()).toMatch(/^GET \/v2\/identities no reply \d+ ms {2}x-sandbox-fault: reset$/);

  command.kill("SIGINT");
  expect(await once(command, "exit")).toEqual([0, null]);
});

it("says what to do where the port is in use", async () => {
  const { sandbox } = await startSandboxClient();
  const { port } = new URL(sandbox.url);
  const { exitCode, errors } = await workspace("copy").run("sandbox", "--port", port);
  expect({ exitCode, errors }).toEqual({
    exitCode: 1,
    errors: [`sandbox: port ${port} is in use: pass --port <number>, or --port 0`],
  });
});

/** Starts the command as `npm run` does, and gives its output line by line. */
function start(...args: readonly string[]): { command: ChildProcess; nextLine: () => Promise<string> } {
  const script = join(repository, "scripts/run.ts");
  const command = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), script, "sandbox", ...args], {
    cwd: repository,
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    command.kill("SIGKILL");
  });
  const lines = createInterface({ input: command.stdout })[Symbol.asyncIterator]();
  return { command, nextLine: async () => (await lines.next()).value ?? "the output has ended" };
}
