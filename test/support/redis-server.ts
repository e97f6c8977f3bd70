import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/**
 * Starts a redis-server that keeps nothing and is gone after the test, and returns its socket.
 *
 * @throws {Error} that says what to install, where there is none.
 */
export async function startRedis(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "orq-client-redis-"));
  const socket = join(folder, "redis.sock");
  const options = ["--port", "0", "--unixsocket", socket, "--save", "", "--maxmemory-policy", "noeviction"];
  const server = spawn("redis-server", options, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(async () => {
    await ended(server);
    await rm(folder, { recursive: true });
  });
  await ready(server);
  return socket;
}

async function ready(server: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", () => reject(new Error("redis-server is not on the PATH: apt-get install redis-server")));
    server.once("exit", (code) => reject(new Error(`redis-server ended with ${code}`)));
    server.stdout?.on("data", (text) => {
      if (/ready to accept connections/i.test(String(text))) resolve();
    });
  });
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null) return;
  server.kill();
  await once(server, "exit");
}
