import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readSpec } from "../../../scripts/diff/read-spec.ts";
import { operationsOf } from "../../../scripts/document/operation.ts";
import { packageFolder } from "../../support/packages.ts";
import { inTurns } from "../in-turns.ts";
import { installPeers } from "../peers.ts";
import { cpuSecondsOf } from "../process-cost.ts";
import { ourName, type Row, rowOf, type Samples } from "../row.ts";
import type { Setup } from "../setup.ts";

const rounds = 5;
const empty = "empty file";
const slicePin = "2026-08-21";
const flags = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2022"];
const libraries = ["--lib", "es2022,dom,dom.iterable,dom.asynciterable"];
const withSpec = (types: string): string => `import { Orq } from "orq-client";
import type { paths } from "${types}";
const { identity } = await new Orq().withSpec<paths>().call("PATCH /v2/identities/{id}", {
  params: { path: { id: "user_12345" } }, body: { display_name: "Jane" },
});
console.log(identity);`;
const openapiFetch = (types: string): string => `import createClient from "openapi-fetch";
import type { paths } from "${types}";
const { data } = await createClient<paths>().PATCH("/v2/identities/{id}", {
  params: { path: { id: "user_12345" } }, body: { display_name: "Jane" },
});
console.log(data?.identity);`;
const sliceTypes = `orq-client/spec/${slicePin}`;
const fullTypes = "./whole-api.d.ts";

/** Programs that update one identity: with the types of a few operations, and with those of the whole API. */
const programs = {
  empty: "export {};",
  methods: `import { Orq } from "orq-client";
const identity = await new Orq().identities.update("user_12345", { display_name: "Jane" });
console.log(identity.display_name);`,
  "slice-openapi-fetch": openapiFetch(sliceTypes),
  slice: withSpec(sliceTypes),
  full: withSpec(fullTypes),
  "full-openapi-fetch": openapiFetch(fullTypes),
  official: `import { Orq } from "@orq-ai/node";
const identity = await new Orq().identities.update({ id: "user_12345", updateIdentityRequest: { displayName: "Jane" } });
console.log(identity);`,
} as const;
type Program = keyof typeof programs;

/** What the types of a client cost whoever compiles a program that updates one identity. */
export async function measureTypes(setup: Setup): Promise<Row[]> {
  const { folder } = await setup.consumer();
  const root = join(folder, "types");
  await writePrograms(root, folder, join(await setup.pins(), "generated/after/openapi.d.ts"));
  const compare = (ours: Program, peers: Readonly<Record<string, Program>>): Promise<Samples> => {
    const contenders = Object.entries({ [ourName]: ours, ...peers }).map(([name, program]) => {
      return [name, () => cpuSecondsOf(compilation("typescript-7", program), { cwd: root })] as const;
    });
    return inTurns(rounds, Object.fromEntries(contenders));
  };
  const slicePeers = { [empty]: "empty", "openapi-fetch": "slice-openapi-fetch", "@orq-ai/node": "official" } as const;
  const described = { unit: "s of CPU", limit: empty };
  return [
    rowOf({
      ...described,
      row: "type-check",
      what: "a type-check of a program that updates one identity, TypeScript 7",
      samples: await compare("methods", slicePeers),
      goals: [{ over: empty, most: 1.3 }],
    }),
    rowOf({
      ...described,
      row: "type-check, whole API",
      what: "the same with the types of the whole API",
      samples: await compare("full", { ...slicePeers, "openapi-fetch": "full-openapi-fetch" }),
      goals: [{ over: empty, most: 1.8 }],
    }),
    ...instantiationRows(root, operationsOf(readSpec(setup.specs().after, ".")).length),
  ];
}

function instantiationRows(root: string, operations: number): Row[] {
  const of = (program: Program): number => instantiations(root, program);
  const sliceOperations = operationsOf(readSpec(slicePin, join(import.meta.dirname, "../../.."))).length;
  const whole = of("full");
  const growth = (whole - of("slice")) / (operations - sliceOperations);
  const described = { unit: "instantiations" };
  return [
    rowOf({
      ...described,
      row: "instantiations",
      what: "types made for that program, TypeScript 5.9, whole API",
      samples: { [ourName]: [whole], "openapi-fetch": [of("full-openapi-fetch")], "@orq-ai/node": [of("official")] },
      goals: [{ most: 9_000 }],
    }),
    rowOf({
      ...described,
      row: "instantiations, growth",
      what: "what one more operation of the API adds to them",
      samples: { [ourName]: [growth] },
      goals: [{ most: 16 }],
    }),
  ];
}

async function writePrograms(root: string, project: string, types: string): Promise<void> {
  installPeers();
  mkdirSync(root);
  cpSync(types, join(root, "whole-api.d.ts"));
  for (const [name, code] of Object.entries(programs)) writeFileSync(join(root, `${name}.ts`), code);
  const peer = join(project, "node_modules/@orq-ai/node");
  mkdirSync(dirname(peer));
  symlinkSync(packageFolder("@orq-ai/node", join(import.meta.dirname, "..")), peer, "junction");
}

function compilation(compiler: "typescript" | "typescript-7", program: Program): string[] {
  return [process.execPath, join(packageFolder(compiler), "bin/tsc"), ...flags, ...libraries, `${program}.ts`];
}

function instantiations(root: string, program: Program): number {
  const [file = "", ...args] = compilation("typescript", program);
  const { stdout } = spawnSync(file, [...args, "--extendedDiagnostics"], { cwd: root, encoding: "utf8" });
  const count = /^Instantiations:\s+(\d+)/m.exec(stdout)?.[1];
  if (count === undefined || / error TS/.test(stdout))
    throw new Error(`${program}.ts does not compile: ${stdout.slice(0, 300)}`);
  return Number(count);
}
