import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { operationsOf } from "../scripts/document/operation.ts";
import { parseSpec } from "../scripts/document/parse.ts";
import { readPin, requireLock, shippingPins } from "../scripts/pin/lockfile.ts";
import { composed, contract } from "../src/contract.ts";
import { repository } from "./support/workspace.ts";

const readme = join(repository, "README.md");

test("the README lists what the facade and the pins that ship cover", async () => {
  const text = await readFile(readme, "utf8");
  const block = /(<!-- made from src\/contract\.ts [^\n]*-->\n).*?(<!-- end -->)/s;
  expect(text).toMatch(block);
  // `npx vitest run test/readme -u` writes the true table into the README.
  await expect(text.replace(block, (_all, begin, end) => `${begin}${coverage()}\n${end}`)).toMatchFileSnapshot(readme);
});

function coverage(): string {
  const served = Object.entries(contract).filter(([, method]) => method !== "raw");
  const methods = new Map<string, string>(served.map(([operation, method]) => [operation, method]));
  const lock = requireLock(repository);
  const rows = [
    ...served.map(([operation, method]) => [`\`orq.${method}\``, `\`${operation}\``]),
    ...Object.entries(composed).map(([method, operations]) => {
      const names = operations.map((operation) => methods.get(operation)?.split(".").at(-1));
      return [`\`orq.${method}\``, `${names.join(", ")}, as needed`];
    }),
    ...shippingPins(lock).map((pin) => {
      const all = operationsOf(parseSpec(readPin(repository, lock, pin), pin));
      const beyond = all.filter((operation) => !methods.has(operation)).map((operation) => `\`${operation}\``);
      const above = all.length - beyond.length;
      return [`\`call\` with \`${pin}\``, [`${above} of ${methods.size} above`, ...beyond].join(", ")];
    }),
  ];
  return [["call", "operations"], ["---", "---"], ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
