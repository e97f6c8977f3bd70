import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { documentOf, documentWith, operation, pageWith, write, writeSpec } from "../support/documents.ts";
import { file, serve } from "../support/file-server.ts";
import { lockOf, snapshot, type TestWorkspace, workspace } from "../support/workspace.ts";

const today = new Date().toISOString().slice(0, 10);
const described = (description: string) =>
  documentWith("get", "/x", { paths: { "/x": { get: operation({ description }) } } });

/** Publishes a spec with this description, and pulls it. Returns the last line. */
async function pull({ root, run }: TestWorkspace, description: string, ...flags: readonly string[]): Promise<string> {
  const { printed, errors } = await run("spec:pull", "--from", writeSpec(root, described(description)), ...flags);
  return [...printed, ...errors].at(-1) ?? "";
}

/** A workspace with a pin named for today, which is current, and the rolling one. */
async function withLatest(): Promise<TestWorkspace> {
  const here = workspace();
  await pull(here, "a");
  await pull(here, "b");
  expect(Object.keys(lockOf(here).pins)).toEqual([today, "latest"]);
  return here;
}

const textOf = ({ root }: TestWorkspace, pin: string): string =>
  readFileSync(join(root, `openapi/${pin}/openapi.yaml`), "utf8");

describe("a pull without a name", () => {
  test("overwrites latest, and leaves the current pin and its types alone", async () => {
    const here = workspace();
    expect(await pull(here, "a")).toMatch(`pinned ${today} `);
    const { generated: types } = treesOf(here);
    for (const text of ["b", "c"]) expect(await pull(here, text)).toMatch(/^pinned latest \(sha256 \w+\)$/);
    expect(lockOf(here)).toMatchObject({ current: today });
    expect(Object.keys(lockOf(here).pins)).toEqual([today, "latest"]);
    expect(textOf(here, "latest")).toContain("description: c");
    expect(treesOf(here).generated).toMatchObject(types);
    expect(await here.run("spec:generate", "--check")).toMatchObject({ exitCode: 0 });
  });

  test("writes nothing when latest is this spec", async () => {
    const here = await withLatest();
    const before = treesOf(here);
    expect(await pull(here, "b")).toBe("no change: latest is this spec");
    expect(treesOf(here)).toEqual(before);
  });

  test("asks the server with the validators of latest", async () => {
    const here = workspace();
    await pull(here, "a");
    const { url, requests } = await serve({
      "/openapi.yaml": (request, response) =>
        request.headers["if-none-match"] === '"b"'
          ? response.writeHead(304).end()
          : file(stringify(described("b")), { etag: '"b"' })(request, response),
    });
    const from = ["spec:pull", "--from", `${url}/openapi.yaml`];
    expect((await here.run(...from)).printed.at(-1)).toMatch("pinned latest");
    expect((await here.run(...from)).printed.at(-1)).toMatch("has not been modified");
    // To give it a name needs the bytes; to make it current does not.
    expect((await here.run(...from, "--use")).printed.at(-1)).toBe(
      `no change: ${url}/openapi.yaml has not been modified; renamed latest to ${today}-2; ${today}-2 is current now`,
    );
    expect((await here.run(...from, "--pin", "named")).printed.at(-1)).toMatch("pinned named");
    expect(requests.map(({ headers }) => headers["if-none-match"])).toEqual([undefined, '"b"', '"b"', undefined]);
  });

  test("removes latest when another pin is what is published", async () => {
    const here = await withLatest();
    const spec = writeSpec(here.root, described("a"));
    const dryRun = await here.run("spec:pull", "--from", spec, "--dry-run");
    expect(dryRun.printed.at(-1)).toBe(`no change: ${today} is this spec`);
    const { printed } = await here.run("spec:pull", "--from", spec, "--json");
    expect(JSON.parse(printed[0] ?? "")).toEqual({
      outcome: "removed",
      pin: today,
      current: today,
      message: `no change: ${today} is this spec; removed latest`,
    });
    expect(Object.keys(lockOf(here).pins)).toEqual([today]);
    // An empty folder that stayed behind would be a problem of the check.
    expect(await here.run("spec:check")).toMatchObject({ exitCode: 0 });
  });

  test("refuses a spec that lost operations since latest", async () => {
    const { root, run } = workspace();
    await run("spec:pull", "--from", writeSpec(root, documentOf(10)));
    await run("spec:pull", "--from", writeSpec(root, documentOf(100)));
    const before = snapshot(join(root, "openapi"));
    const spec = writeSpec(root, documentOf(79));
    expect((await run("spec:pull", "--from", spec)).errors).toEqual([
      "spec:pull: 79 operations in scope, but latest has 100: if the spec was not cut short, pass --accept",
    ]);
    expect(snapshot(join(root, "openapi"))).toEqual(before);
    expect((await run("spec:pull", "--from", spec, "--accept")).printed.at(-1)).toMatch("pinned latest");
  });

  test("with --use gives a new spec a name of its own, and needs latest no more", async () => {
    const here = await withLatest();
    expect(await pull(here, "c", "--use")).toMatch(
      new RegExp(`^pinned ${today}-2 .*; removed latest; ${today}-2 is current now$`),
    );
    expect(lockOf(here)).toMatchObject({ current: `${today}-2` });
    expect(Object.keys(lockOf(here).pins)).toEqual([today, `${today}-2`]);
    expect(await here.run("spec:generate", "--check")).toMatchObject({ exitCode: 0 });
  });
});

describe("latest gets a name", () => {
  test("by spec:use: all its files move, offline, and it is current", async () => {
    const here = workspace();
    await pull(here, "a");
    for (const page of ["x", "y"]) {
      write(here.root, `docs/${page}.md`, pageWith("get", `/${page}`, documentWith("get", `/${page}`)));
    }
    await here.run("spec:pull", "--from", "docs", "--accept");
    write(here.root, "openapi/latest/notes.txt", "ours");
    rmSync(join(here.root, "docs"), { recursive: true });
    const { openapi: before } = treesOf(here);
    const { printed } = await here.run("spec:use", "latest");
    expect(printed[0]).toMatch(`${today}-2 is current`);
    const { openapi: after } = treesOf(here);
    const moved = Object.fromEntries(
      Object.entries(before).map(([path, content]) => [path.replace("latest/", `${today}-2/`), content]),
    );
    expect(after).toEqual({ ...moved, "spec.lock.json": after["spec.lock.json"] });
    expect(lockOf(here).current).toBe(`${today}-2`);
    expect(await here.run("spec:check")).toMatchObject({ exitCode: 0 });
    expect(await here.run("spec:generate")).toMatchObject({ printed: ["generated/ is up to date"] });
  });

  test("by --pin, when it is the same spec", async () => {
    const here = await withLatest();
    expect(await pull(here, "c", "--pin", "other")).toMatch(/^pinned other \(sha256 \w+\)$/);
    expect(await pull(here, "b", "--pin", "named")).toMatch(/^pinned named \(sha256 \w+\); removed latest$/);
    expect(lockOf(here)).toMatchObject({ current: today });
    expect(Object.keys(lockOf(here).pins)).toEqual([today, "other", "named"]);
    expect(textOf(here, "named")).toContain("description: b");
    expect(await here.run("spec:check")).toMatchObject({ exitCode: 0 });
  });

  test("and a page that was pinned from its own folder is still found", async () => {
    const here = workspace();
    await pull(here, "a");
    write(here.root, "docs/x.md", pageWith("get", "/x", documentWith("get", "/x")));
    await here.run("spec:pull", "--from", "docs");
    write(here.root, "openapi/overlay.yaml", "overlay: 1.0.0\nactions: [{target: $.info, update: {title: Ours}}]\n");
    await here.run("spec:pull", "--from", "openapi/latest/pages");
    const page = readFileSync(join(here.root, "openapi/latest/pages/x.md"));
    write(here.root, "openapi/latest/pages/x.md", "edited");
    expect((await here.run("spec:check")).printed[0]).toMatch("spec:pull -- --from openapi/latest/pages --accept`");
    write(here.root, "openapi/latest/pages/x.md", page);
    await here.run("spec:use", "latest");
    expect(lockOf(here).pins[`${today}-2`]?.sources[0]?.from).toBe(`openapi/${today}-2/pages/x.md`);
    write(here.root, `openapi/${today}-2/pages/x.md`, "edited");
    expect((await here.run("spec:check")).printed[0]).toMatch("x.md has changed since it was pinned");
  });
});

test.each([
  ["latest", "a pull without --pin writes latest"],
  ["current", "the lock calls one of the pins so"],
])("%s is no name to choose", async (name, message) => {
  const here = workspace();
  expect(await pull(here, "a", "--pin", name)).toBe(`spec:pull: --pin ${name}: ${message}; choose another name`);
});

test("latest is never current, whatever the lock says", async () => {
  const here = await withLatest();
  const lock = readFileSync(join(here.root, "openapi/spec.lock.json"), "utf8");
  write(here.root, "openapi/spec.lock.json", lock.replace(`"current": "${today}"`, '"current": "latest"'));
  for (const command of [
    ["spec:check"],
    ["spec:generate"],
    ["spec:use", today],
    ["spec:pull", "--from", "spec.yaml"],
  ]) {
    expect((await here.run(...command)).errors[0]).toMatch("latest must not be current, and must not ship");
  }
});

function treesOf({ root }: TestWorkspace): { openapi: Record<string, string>; generated: Record<string, string> } {
  return { openapi: snapshot(join(root, "openapi")), generated: snapshot(join(root, "generated")) };
}
