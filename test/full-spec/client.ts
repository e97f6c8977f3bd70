import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Orq, StreamError } from "orq-client";
import ts from "typescript";
import { createApi } from "../../scripts/sandbox/api/api.ts";
import { startSandbox } from "../../scripts/sandbox/sandbox.ts";
import { servedApi } from "../../scripts/sandbox/served-api.ts";
import { pinned } from "./pinned.ts";
import { type Kind, type Statement, statementsOf } from "./program.ts";
import { withoutExamples } from "./without-examples.ts";

// `npx tsx test/full-spec/client.ts <spec>`: a program that uses every operation through `withSpec<paths>()`, made from the
// document alone. Prints how much of it compiles, arrives valid at the sandbox, and is read; how many misuses do not compile;
// and what did not go well. <spec> is a file, or a folder with a pin.

const kinds: readonly Kind[] = ["call", "upload", "stream", "paginate", "misuse"];
const repository = join(import.meta.dirname, "../..");
const [spec = ""] = process.argv.slice(2);
const root = existsSync(join(spec, "openapi")) ? spec : await pinned(spec);
const { api, pin } = servedApi(root);
const bare = createApi(withoutExamples(api.document));
const statements = [...bare.operations.values()].flatMap((operation) => statementsOf(bare, operation));

const problems = compiled(statements);
const sandbox = await startSandbox({ root, keptExchanges: 1 });
const current = new Orq({ apiKey: sandbox.apiKey, baseUrl: sandbox.url });
const client = current.withSpec<never>();
const run = new Function("api", "code", "return eval(code)") as (client: unknown, code: string) => unknown;
// Identities are kept, and not sampled: the call of a create makes the last one of three pages.
for (let count = 1; count < 25 && bare.operations.has("POST /v2/identities"); count += 1) {
  await current.call("POST /v2/identities", { body: { external_id: `person-${count}` } });
}
// What is created is there to be read, and what is deleted is not.
for (const statement of statements.toSorted((a, b) => rankOf(a) - rankOf(b))) {
  if (statement.kind !== "misuse" && !problems.has(statement)) await send(statement);
}
await sandbox.close();

for (const kind of kinds) {
  const ofKind = statements.filter((statement) => statement.kind === kind);
  const done = ofKind.filter((statement) => !problems.has(statement)).length;
  console.log(
    `${kind.padEnd(8)} ${done} of ${ofKind.length} ${kind === "misuse" ? "do not compile" : "compile, arrive valid, and are read"}`,
  );
}
for (const [{ operation, what }, problem] of problems) console.log(`${what}: ${operation}: ${problem}`);

function rankOf({ operation }: Statement): number {
  return ["POST", "GET", "PUT", "PATCH", "DELETE"].indexOf(operation.slice(0, operation.indexOf(" ")));
}

/** Compiles every statement, and returns what is wrong with those that should compile and do not, or the other way round. */
function compiled(all: readonly Statement[]): Map<Statement, string> {
  const folder = join(repository, "test/full-spec/made");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const types = JSON.stringify(join(root, "generated", pin, "openapi.d.ts"));
  const head = [
    `import { Orq } from "orq-client";`,
    `import type { paths } from ${types};`,
    "const api = new Orq().withSpec<paths>();",
  ];
  const file = join(folder, "program.ts");
  writeFileSync(file, [...head, ...all.map(({ code }) => `void (() => ${code});`), ""].join("\n"));
  const config = ts.getParsedCommandLineOfConfigFile(
    join(repository, "tsconfig.json"),
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
  );
  const program = ts.createProgram([file], { ...config?.options, noEmit: true, skipLibCheck: true });
  const source = program.getSourceFile(file);
  const said = new Map<Statement, string>();
  for (const { start = 0, messageText } of program.getSemanticDiagnostics(source)) {
    const statement = all[(source?.getLineAndCharacterOfPosition(start).line ?? 0) - head.length];
    if (statement !== undefined && !said.has(statement))
      said.set(statement, ts.flattenDiagnosticMessageText(messageText, " ").slice(0, 400));
  }
  console.log(`instantiations ${program.getInstantiationCount()}`);
  rmSync(folder, { recursive: true });
  return new Map(
    all.flatMap((statement): [Statement, string][] => {
      const problem = said.get(statement);
      if (statement.kind !== "misuse") return problem === undefined ? [] : [[statement, problem]];
      return problem === undefined ? [[statement, "compiles"]] : [];
    }),
  );
}

async function send(statement: Statement): Promise<void> {
  try {
    const result = run(client, statement.code);
    if (statement.kind === "stream") {
      let events = 0;
      for await (const _event of result as AsyncIterable<unknown>) events += 1;
      if (events === 0) problems.set(statement, "no events");
    } else if (statement.kind === "paginate") {
      const items = await (result as { toArray(): Promise<unknown[]> }).toArray();
      if (items.length !== 25) problems.set(statement, `${items.length} items`);
    } else {
      await result;
    }
  } catch (error) {
    // The sample of an event that reports a failure is thrown, as it should be.
    if (error instanceof StreamError) return;
    problems.set(statement, (error as Error).message.slice(0, 400));
  }
}
