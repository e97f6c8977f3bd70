import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { transcribe } from "../../examples/upload.ts";
import { reply, reset } from "../support/acts.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";

async function recording(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "orq-upload-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "speech.mp3");
  await writeFile(path, content);
  return path;
}

it("the upload example sends a file from disk, and once more after a failure", async () => {
  const content = "sound".repeat(50_000);
  const path = await recording(content);
  const { server, orq } = await startRawClient([reset, reply(503), reply(200, {}, { text: "Hello" })]);
  expect(await transcribe(orq, path)).toBe("Hello");
  expect(server.requests).toHaveLength(3);
  for (const { body, headers } of server.requests) {
    expect(headers["content-length"]).toBe(String(body.length));
    expect(body).toContain(`filename="speech.mp3"\r\nContent-Type: application/octet-stream\r\n\r\n${content}\r\n--`);
  }
});

it("a file that changes before it is sent again is an error of ours", async () => {
  const path = await recording("before");
  const change = reply(503, { "retry-after": "0" });
  const { server, orq } = await startRawClient([
    async (socket, request) => {
      await writeFile(path, "afterwards");
      change(socket, request);
    },
  ]);
  expect((await failureOf(transcribe(orq, path))).message).toContain("could not be read");
  expect(server.requests).toHaveLength(1);
});
