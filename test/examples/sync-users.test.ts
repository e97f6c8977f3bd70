import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import type { ListedIdentity, Orq } from "orq-client";
import { describe, expect, onTestFinished, test } from "vitest";
import { syncFile } from "../../examples/sync-users.ts";
import { startWithClient } from "../support/sandbox-client.ts";

const root = resolve(import.meta.dirname, "../..");

async function fileOf(name: string, lines: readonly unknown[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "orq-client-people-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, name);
  await writeFile(path, lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""));
  return path;
}

async function recordsOf(orq: Orq): Promise<Map<string, ListedIdentity>> {
  const records = new Map<string, ListedIdentity>();
  for await (const identity of orq.identities.list({ limit: 50 })) {
    expect(records.has(identity.external_id)).toBe(false);
    records.set(identity.external_id, identity);
  }
  return records;
}

describe("the example that syncs a file", () => {
  test("reads NDJSON, and writes down what failed so that it can be given to it again", async () => {
    const { orq } = await startWithClient();
    await orq.identities.create({ external_id: "same", display_name: "Same" });
    const path = await fileOf("people.ndjson", [
      { external_id: "new", tags: ["a"] },
      "",
      { external_id: "same", display_name: "Same" },
      { external_id: "wrong", email: "no address" },
      "no JSON",
    ]);
    expect(await syncFile(orq, path)).toEqual({ checkpoint: 4, created: 1, updated: 0, unchanged: 1, failed: 2 });
    const failed = await readFile(`${path}.failed.ndjson`, "utf8");
    const lines = failed
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toEqual([
      { external_id: "wrong", email: "no address", error: expect.stringContaining("body.email") },
      { line: "no JSON", error: "input 3 of the sync is not a person with an external_id" },
    ]);

    await writeFile(`${path}.failed.ndjson`, failed.replace("no address", "jane@example.com"));
    expect(await syncFile(orq, `${path}.failed.ndjson`)).toMatchObject({ created: 1, failed: 1 });
    expect([...(await recordsOf(orq)).keys()].sort()).toEqual(["new", "same", "wrong"]);
  });

  test("reads CSV: tags, and columns of other names as metadata", async () => {
    const { orq } = await startWithClient();
    const path = await fileOf("people.csv", [
      "\ufeffexternal_id,display_name,email,tags,team",
      'user_1,"Smith, Jane",jane@example.com,premium; beta,A',
      "user_2,,,,",
    ]);
    expect(await syncFile(orq, path)).toMatchObject({ created: 2, failed: 0 });
    const records = await recordsOf(orq);
    expect(records.get("user_1")).toMatchObject({
      display_name: "Smith, Jane",
      email: "jane@example.com",
      tags: ["premium", "beta"],
      metadata: { team: "A" },
    });
    expect(Object.keys(records.get("user_2") ?? {}).sort()).toEqual([
      "_id",
      "created",
      "external_id",
      "metrics",
      "updated",
    ]);
  });

  test("says what is wrong with a file that it cannot read, and goes on with one that broke off", async () => {
    const { orq } = await startWithClient();
    await expect(syncFile(orq, "/nowhere/people.csv")).rejects.toThrow("no such file");
    const path = await fileOf("people.csv", ["external_id,email", "user_1,jane@example.com", 'user_2,"broken']);
    await expect(syncFile(orq, path)).rejects.toThrow("Quote Not Closed");
    expect(await readFile(`${path}.checkpoint`, "utf8")).toBe("1");
    await writeFile(path, 'external_id,email\nuser_1,jane@example.com\nuser_2,"j@example.com"\n');
    expect(await syncFile(orq, path)).toMatchObject({ checkpoint: 2, created: 1 });
    expect(existsSync(`${path}.checkpoint`)).toBe(false);
  });

  test("goes on where it was stopped, and prints what came of it", async () => {
    const { orq, sandbox } = await startWithClient();
    const path = await fileOf(
      "people.ndjson",
      Array.from({ length: 400 }, (_, index) => ({ external_id: `user_${index}` })),
    );
    const run = () => {
      const env = { ...process.env, ORQ_API_KEY: sandbox.apiKey, ORQ_BASE_URL: sandbox.url };
      const child = spawn(process.execPath, ["--import", "tsx", "examples/sync-users.ts", path], { cwd: root, env });
      const ended = Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
      return { child, ended: ended.then(([[code], stdout, stderr]) => ({ code, stdout, stderr })) };
    };
    const stopped = run();
    while ((await orq.identities.list({ limit: 50 })).data.length < 50) await new Promise(setImmediate);
    stopped.child.kill("SIGINT");
    expect(await stopped.ended).toEqual({
      code: 1,
      stdout: "",
      stderr: "stopped; run it again to go on\n",
    });
    const checkpoint = Number(await readFile(`${path}.checkpoint`, "utf8"));
    expect(checkpoint).toBeGreaterThan(0);
    expect(checkpoint).toBeLessThan(400);

    const { code, stdout, stderr } = await run().ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [, created = "", unchanged = ""] =
      /^(\d+) created, 0 updated, (\d+) unchanged, 0 failed\n$/.exec(stdout) ?? [];
    expect(Number(created) + Number(unchanged)).toBe(400 - checkpoint);
    expect((await recordsOf(orq)).size).toBe(400);
  });
});
