import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageNames } from "../../scripts/packages.ts";
import { type Answer, file, serve } from "../support/file-server.ts";
import { repository } from "../support/workspace.ts";
import { Consumer } from "./consumer.ts";

const guide = join(repository, "docs/your-own-pins.md");
const spec = await readFile(join(import.meta.dirname, "own-pins/datasets.yaml"), "utf8");

let consumer: Consumer;
beforeAll(async () => {
  consumer = await Consumer.install();
  await consumer.write("datasets.yaml", spec);
  await consumer.write("newer.yaml", spec.replaceAll("display_name", "name"));
});
afterAll(() => consumer.remove());

test("the guide to your own pins shows what its commands print", async () => {
  for (const name of packageNames) await consumer.spoil(name);
  const page = { object: "list", data: [{ _id: "1", display_name: "support questions" }], has_more: false };
  const list: Answer = file(JSON.stringify(page), { "content-type": "application/json" });
  const { url } = await serve({ "/v2/datasets?limit=10": list });
  const markdown = await rendered(await readFile(guide, "utf8"), { ORQ_API_KEY: "key", ORQ_BASE_URL: url });
  // `npm run test:slow -- guide -u` writes the true output into the guide.
  await expect(markdown).toMatchFileSnapshot(guide);
});

test("a first pull from a server prints three lines that compile", async () => {
  await consumer.link(packageNames);
  const { url } = await serve({ "/datasets.yaml": file(spec) });
  await mkdir(join(consumer.folder, "first"));
  const pull = `orq-client pull --from ${url}/datasets.yaml --scope tags=Datasets`;
  const printed = await consumer.type(`${pull} --root first`);
  const lines = printed.split("\n").slice(-3);
  expect(lines[2]).toContain('.call("GET /v2/datasets")');
  await consumer.write("first/lines.ts", `${lines.join("\n")}\nconsole.log(reply.data[0]?.display_name);\n`);
  const bundler = ["--module", "esnext", "--moduleResolution", "bundler"];
  expect(await consumer.compile("5.9", "first", ["first/lines.ts"])).toEqual([]);
  expect(await consumer.compile("7", "first", ["first/lines.ts"], bundler)).toEqual([]);
  expect(await consumer.type(pull, {}, "first")).toMatch(/no change: \S+ is this spec$/);
});

/** Returns the guide with the true output below each command. Times are all the same, so that they do not decide. */
async function rendered(markdown: string, environment: Record<string, string>): Promise<string> {
  const [, program = ""] = /^```ts datasets.ts\n(.*?)^```$/ms.exec(markdown) ?? [];
  await consumer.write("datasets.ts", program);
  let result = markdown;
  for (const [block, session = ""] of markdown.matchAll(/^```console\n(.*?)^```$/gms)) {
    const lines: string[] = [];
    for (const line of session.split("\n").filter((text) => text.startsWith("$ "))) {
      const printed = await consumer.type(line.slice(2), environment);
      lines.push(line, ...(printed === "" ? [] : [printed.replace(/\(\d+\.\d s\)/g, "(0.1 s)")]));
    }
    result = result.replace(block, () => `\`\`\`console\n${lines.join("\n")}\n\`\`\``);
    // The first command says which packages to install. From here on they are.
    await consumer.link(packageNames);
  }
  return result;
}
