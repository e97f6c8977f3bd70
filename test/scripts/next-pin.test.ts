import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { JsonObject } from "../../scripts/document/json.ts";
import { parseSpec } from "../../scripts/document/parse.ts";
import { write, writeSpec } from "../support/documents.ts";
import { editorOver } from "../support/editor-service.ts";
import { Editor } from "../support/spec-editor.ts";
import { struckThrough } from "../support/struck-through.ts";
import { repository, snapshot, type TestWorkspace, workspace } from "../support/workspace.ts";

const current = "2026-05-14";
const next = "2026-08-21";
const reason = `Gone in the pin ${next}.`;

test("editors strike through what the next pin no longer has", async () => {
  const { root, run } = await withNextPin((spec) => {
    spec.remove("paths", "/v2/contacts");
    spec.remove("paths", "/v2/identities/{id}", "delete");
    spec.dropParameter("/v2/identities", "get", "search");
    const { data } = spec.replyFields("/v2/identities", "get", "200");
    delete new Editor(data as JsonObject).at("items", "properties")["avatar_url"];
    delete spec.bodyFields("/v2/identities", "post")["email"];
  });
  expect(await run("spec:generate", "--next", next)).toMatchObject({
    exitCode: 0,
    printed: [`wrote generated/${current}/openapi.d.ts, openapi/spec.lock.json`],
  });
  const code = `
import { Orq } from "../src/index.ts";
import type { operations, paths } from "./openapi.d.ts";
const orq = new Orq({ apiKey: "x" }).withSpec<paths>();

type Method = paths["/v2/identities/{id}"]["delete"]; // delete
type Path = paths["/v2/contacts"]["get"]; // /v2/contacts
type Named = operations["CreateContact"]; // CreateContact
type Query = operations["ListIdentities"]["parameters"]["query"];
type Body = operations["CreateIdentity"]["requestBody"]["content"]["application/json"];

export async function use(query: NonNullable<Query>, body: Body): Promise<unknown[]> {
  const contact = await orq.call("POST /v2/contacts", { body: { external_id: "u" } });
  const list = await orq.call("GET /v2/identities", { params: { query: { limit: 1 } } });
  const { data } = await orq.api.GET("/v2/identities", { params: { query } });
  const { email, tags } = body; // email
  return [
    contact.external_id, // external_id
    query.search, // search
    query.limit,
    list.data[0]?.avatar_url, // avatar_url
    data?.data[0]?.avatar_url, // avatar_url
    list.data[0]?.display_name,
    [email, tags],
  ];
}
export type { Method, Named, Path };
`;
  const editor = editorOver({ "openapi.d.ts": readTypes(root), "consumer.ts": code });
  const expected = code.split("\n").flatMap((line, index) => {
    const name = line.split(" // ")[1];
    return name === undefined ? [] : [`${index + 1}: ${name} is deprecated`];
  });
  expect(editor.deprecated("consumer.ts")).toEqual(expected);
  expect(editor.tagsAt("consumer.ts", "avatar_url")).toContain(`@deprecated ${reason}`);
});

test("a literal that is being written has the field struck through in its completions", async () => {
  const { root, run } = await withNextPin((spec) => {
    delete spec.bodyFields("/v2/identities", "post")["email"];
  });
  await run("spec:generate", "--next", next);
  const code = `
import { Orq } from "../src/index.ts";
import type { paths } from "./openapi.d.ts";
void new Orq({ apiKey: "x" }).withSpec<paths>().call("POST /v2/identities", { body: { external_id: "u",  } });
`;
  const editor = editorOver({ "openapi.d.ts": readTypes(root), "consumer.ts": code });
  expect(editor.struckCompletions("consumer.ts", 'external_id: "u", ')).toEqual(["email"]);
});

test("without a next pin the types are the same bytes as before", async () => {
  const { root, run } = await withNextPin((spec) => spec.remove("paths", "/v2/contacts"));
  const before = snapshot(root);
  await run("spec:generate", "--next", next);
  expect(snapshot(root)).not.toEqual(before);
  expect(await run("spec:generate", "--check")).toMatchObject({ exitCode: 0 });
  expect(await run("spec:check")).toMatchObject({
    exitCode: 0,
    printed: expect.arrayContaining([`lock      2 pins, current is ${current}, next is ${next}`]),
  });
  expect(await run("spec:generate")).toMatchObject({ printed: ["generated/ is up to date"] });
  expect(await run("spec:generate", "--no-next")).toMatchObject({ exitCode: 0 });
  expect(snapshot(root)).toEqual(before);
  expect(readTypes(root)).toBe(readFileSync(join(repository, `generated/${current}/openapi.d.ts`), "utf8"));
});

test("the types stay as they were, below the marks", async () => {
  const { root, run } = await withNextPin((spec) => spec.remove("paths", "/v2/contacts"));
  const plain = withoutComments(readTypes(root));
  await run("spec:generate", "--next", next);
  expect(struckThrough(readTypes(root))).toContain(`paths > /v2/contacts > post: ${reason}`);
  expect(withoutComments(readTypes(root))).toBe(plain);
});

test("the next pin becomes the current one: nothing is struck through any more", async () => {
  const { root, run } = await withNextPin((spec) => spec.remove("paths", "/v2/contacts"));
  const before = readTypes(root);
  await run("spec:generate", "--next", next);
  expect(await run("spec:use", next)).toMatchObject({ exitCode: 0 });
  expect(readLock(root)).toMatchObject({ current: next });
  expect(readLock(root)).not.toHaveProperty("next");
  expect(readTypes(root)).toBe(before);
  expect(await run("spec:generate", "--check")).toMatchObject({ exitCode: 0 });
});

test.each([
  ["use", []],
  ["pull --use", ["--use"]],
])("%s: with another current pin, that one is struck through", async (_name, flags) => {
  const { root, run } = await withNextPin((spec) => spec.remove("paths", "/v2/contacts"));
  await run("spec:generate", "--next", next);
  const other = editedPin(root, (spec) => spec.remove("paths", "/v2/identities", "post"));
  await pull(run, root, other, "other", flags);
  if (flags.length === 0) await run("spec:use", "other");
  expect(readLock(root)).toMatchObject({ current: "other", next });
  expect(struckThrough(readTypes(root))).toEqual([]);
  expect(struckThrough(readTypes(root, "other"))).toContain(`paths > /v2/contacts > post: ${reason}`);
  expect(await run("spec:generate", "--check")).toMatchObject({ exitCode: 0 });
});

test("a pull that replaces the next pin marks the current types anew", async () => {
  const { root, run } = await withNextPin((spec) => spec.remove("paths", "/v2/contacts"));
  await run("spec:generate", "--next", next);
  await pull(
    run,
    root,
    editedPin(root, (spec) => spec.remove("paths", "/v2/identities/{id}", "delete")),
    next,
  );
  expect(readLock(root)).toMatchObject({ current, next });
  const marks = struckThrough(readTypes(root));
  expect(marks).toContain(`paths > /v2/identities/{id} > delete: ${reason}`);
  expect(marks).not.toContain(`paths > /v2/contacts > post: ${reason}`);
  expect(await run("spec:generate", "--check")).toMatchObject({ exitCode: 0 });
});

test("latest may come next: each pull marks the current types anew, and its name follows it", async () => {
  const { root, run } = workspace("copy");
  const publish = (edit: (spec: Editor) => unknown, ...flags: readonly string[]) =>
    run("spec:pull", "--from", writeSpec(root, editedPin(root, edit)), ...flags);
  const withoutContacts = (spec: Editor): void => spec.remove("paths", "/v2/contacts");
  await publish((spec) => spec.remove("paths", "/v2/identities/{id}", "delete"));
  await run("spec:generate", "--next", "latest");
  await publish(withoutContacts);
  expect(struckThrough(readTypes(root)).join()).toContain("/v2/contacts > post: Gone in the pin latest.");
  expect(await run("spec:generate", "--check")).toMatchObject({ exitCode: 0 });

  await publish(withoutContacts, "--pin", "named");
  expect(readLock(root)).toMatchObject({ current, next: "named" });
  expect(struckThrough(readTypes(root)).join()).toContain("/v2/contacts > post: Gone in the pin named.");
  expect(await run("spec:generate", "--check")).toMatchObject({ exitCode: 0 });

  await publish((spec) => spec.remove("paths", "/v2/identities/{id}", "delete"));
  await run("spec:generate", "--next", "latest");
  await publish(withoutContacts);
  expect(readLock(root)).not.toHaveProperty("next");
  expect(struckThrough(readTypes(root))).toEqual([]);
  expect(await run("spec:generate", "--check")).toMatchObject({ exitCode: 0 });
});

test.each([
  [["--next", "gone"], `"gone" is not a pin of openapi/spec.lock.json; expected one of ${current}`],
  [["--next", "constructor"], `"constructor" is not a pin of openapi/spec.lock.json; expected one of ${current}`],
  [["--next", current], `--next ${current}: this is the current pin; name the one that will follow it`],
  [["--next", current, "--no-next"], "--check, --next and --no-next exclude each other"],
  [["--check", "--no-next"], "--check, --next and --no-next exclude each other"],
])("generate %j says what is wrong and writes nothing", async (flags, message) => {
  const { root, run } = workspace("copy");
  const before = snapshot(root);
  const { exitCode, errors } = await run("spec:generate", ...flags);
  expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: [expect.stringContaining(message)] });
  expect(snapshot(root)).toEqual(before);
});

test.each([
  ["gone", "which is not a pin"],
  ["constructor", "which is not a pin"],
  [current, "which is the current pin"],
])("a lock whose next pin is %s is an error of every command", async (name, problem) => {
  const { root, run } = workspace("copy");
  writeFileSync(join(root, "openapi/spec.lock.json"), JSON.stringify({ ...readLock(root), next: name }));
  for (const command of [["spec:check"], ["spec:generate"], ["spec:generate", "--check"], ["spec:use", current]]) {
    expect((await run(...command)).errors).toEqual([
      expect.stringContaining(`openapi/spec.lock.json: next is "${name}", ${problem}: restore it`),
    ]);
  }
});

test("lock and types change together, or not at all", async () => {
  const { root, run } = await withNextPin((spec) => spec.remove("paths", "/v2/contacts"));
  const types = join(root, `generated/${current}/openapi.d.ts`);
  rmSync(types);
  mkdirSync(join(types, "folder"), { recursive: true });
  const lock = readLock(root);
  const { exitCode, errors } = await run("spec:generate", "--next", next);
  expect({ exitCode, lines: errors.length }).toEqual({ exitCode: 1, lines: 1 });
  expect(readLock(root)).toEqual(lock);
});

async function withNextPin(edit: (spec: Editor) => unknown): Promise<TestWorkspace> {
  const { root, run } = workspace("copy");
  await pull(run, root, editedPin(root, edit), next);
  return { root, run };
}

function editedPin(root: string, edit: (spec: Editor) => unknown): JsonObject {
  const file = join(root, `openapi/${current}/openapi.yaml`);
  const spec = new Editor(parseSpec(readFileSync(file, "utf8"), file));
  edit(spec);
  return spec.document;
}

async function pull(
  run: TestWorkspace["run"],
  root: string,
  spec: JsonObject,
  pin: string,
  more: readonly string[] = [],
): Promise<void> {
  const flags = ["--from", write(root, `${pin}.json`, JSON.stringify(spec)), "--pin", pin, "--accept", ...more];
  expect(await run("spec:pull", ...flags)).toMatchObject({ exitCode: 0, errors: [] });
  rmSync(join(root, `${pin}.json`));
}

function readTypes(root: string, pin: string = current): string {
  return readFileSync(join(root, `generated/${pin}/openapi.d.ts`), "utf8");
}

function readLock(root: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(root, "openapi/spec.lock.json"), "utf8")) as Record<string, unknown>;
}

function withoutComments(types: string): string {
  return types.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "").replace(/\s+/g, " ");
}
