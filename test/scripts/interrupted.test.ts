import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { documentWith, write, writeSpec } from "../support/documents.ts";
import { spawnCommand } from "../support/killed-command.ts";
import { snapshot, workspace } from "../support/workspace.ts";

describe("two commands that write at once", () => {
  test("one of them is refused with its reason, and the tree is whole", async () => {
    const { root, run: runHere } = workspace("copy");
    const pull = (name: string) => {
      const spec = writeSpec(root, documentWith("get", `/${name}`), `${name}.yaml`);
      return spawnCommand(root, ["spec:pull", "--from", spec, "--pin", name, "--scope", "all"]).then(
        () => "pinned",
        (error: { stderr: string }) => error.stderr,
      );
    };
    const outcomes = await Promise.all(["a", "b", "c"].map(pull));
    const refusals = outcomes.filter((outcome) => outcome !== "pinned");
    for (const refusal of refusals)
      expect(refusal).toMatch(/^spec:pull: another spec command( \(process \d+\))? is writing/);
    expect(await runHere("spec:check")).toMatchObject({ exitCode: 0 });
    expect(Object.keys(snapshot(join(root, "openapi"))).filter((path) => /^[abc]\//.test(path))).toHaveLength(
      3 - refusals.length,
    );
  });

  test("the lock of a process that is gone does not stop the next one", async () => {
    const { root, run: runHere } = workspace("copy");
    const { pid } = spawnSync(process.execPath, ["--version"]);
    writeFileSync(join(root, "openapi/.writer.lock"), String(pid));
    expect(await runHere("spec:generate")).toMatchObject({ exitCode: 0 });
    expect(existsSync(join(root, "openapi/.writer.lock"))).toBe(false);
  });

  test("nor does one with our own process id: a container gives the same ids again", async () => {
    const { root, run: runHere } = workspace("copy");
    writeFileSync(join(root, "openapi/.writer.lock"), String(process.pid));
    expect(await runHere("spec:generate")).toMatchObject({ exitCode: 0 });
    expect(existsSync(join(root, "openapi/.writer.lock"))).toBe(false);
  });

  const isWriting = "another spec command is writing";
  test.each([
    ["is empty", (file: string) => writeFileSync(file, ""), `${isWriting} (openapi/.writer.lock): wait`],
    ["holds a text", (file: string) => writeFileSync(file, "mine"), "not a lock of a spec command: delete it"],
    ["holds zero", (file: string) => writeFileSync(file, "0"), "not a lock of a spec command: delete it"],
    ["is a folder", (file: string) => mkdirSync(file), "not a lock of a spec command: delete it"],
    ["is a dangling link", (file: string) => symlinkSync("nowhere", file), "not a lock of a spec command: delete it"],
    [
      "is being cleared away",
      (file: string) => {
        writeFileSync(file, "1");
        writeFileSync(`${file}.clearing`, "1");
      },
      `${isWriting} (openapi/.writer.lock.clearing): wait`,
    ],
  ])("a lock that %s is named, and stays", async (_name, make, message) => {
    const { root, run: runHere } = workspace("copy");
    make(join(root, "openapi/.writer.lock"));
    const before = readdirSync(join(root, "openapi"));
    expect((await runHere("spec:generate")).errors).toEqual([expect.stringContaining(message)]);
    expect(readdirSync(join(root, "openapi"))).toEqual(before);
  });

  test("a place where no lock can be written is named, and no file is left", async () => {
    const { root, run: runHere } = workspace();
    const pull = ["spec:pull", "--from", writeSpec(root, documentWith("get", "/x"))];
    await expect(spawnCommand(root, pull, { preload: ["full-disk.ts"] })).rejects.toMatchObject({
      code: 1,
      stderr: "spec:pull: openapi/.writer.lock cannot be written (ENOSPC)\n",
    });
    expect(readdirSync(join(root, "openapi")).sort()).toEqual(["config.yaml", "overlay.yaml"]);
    writeFileSync(join(root, "file"), "");
    expect((await runHere("spec:generate")).errors[0]).toContain("openapi/spec.lock.json is missing");
  });
});

describe("a staging that somebody committed", () => {
  test.each([
    ["write/src/index.ts", "holds src/index.ts, which no spec command writes: delete openapi/.staging"],
    ["write/package.json", "holds package.json, which no spec command writes"],
    ["remove/src/orq.ts", "holds src/orq.ts, which no spec command writes"],
  ])("with %s writes nothing", async (path, message) => {
    const { root, run: runHere } = workspace("copy");
    write(root, "src/orq.ts", "kept");
    write(root, `openapi/.staging/ready/${path}`, "evil");
    write(root, "openapi/.staging/ready/write/generated/current.d.ts", "evil");
    const before = snapshot(root);
    expect((await runHere("spec:generate")).errors).toEqual([expect.stringContaining(message)]);
    expect(snapshot(root)).toEqual(before);
  });

  test("with a link, or behind one, writes nothing", async () => {
    const outside = workspace().root;
    for (const link of ["openapi/.staging/ready/write/generated/x", "openapi/.staging", "generated"]) {
      const { root, run: runHere } = workspace();
      write(outside, "ready/write/generated/x.d.ts", "evil");
      mkdirSync(join(root, link, ".."), { recursive: true });
      symlinkSync(outside, join(root, link), "dir");
      if (link === "generated") write(root, "openapi/.staging/ready/write/generated/x.d.ts", "evil");
      const before = snapshot(outside);
      expect((await runHere("spec:generate")).errors).toEqual([expect.stringContaining("is a symbolic link")]);
      expect(snapshot(outside)).toEqual(before);
    }
  });
});

describe("a lock file that somebody committed", () => {
  const from = (value: string) => (text: string) => text.replace("openapi/2026-05-14/pages/create-contact.md", value);
  test.each([
    ["a pin that is a path", (text: string) => text.replaceAll('"2026-05-14"', '"../../x"'), 'pins["../../x"] is'],
    [
      "a pin that is code",
      (text: string) => text.replaceAll('"2026-05-14"', JSON.stringify('x"; process.exit(); //')),
      'pins["x\\"; process',
    ],
    [
      "a hash that is code",
      (text: string) => text.replace(/"canonicalSha256": "/, "$&\\nexport const a = 1; //"),
      'pins["2026-05-14"].canonicalSha256 is',
    ],
    ["a source outside", from("openapi/2026-05-14/../../../etc/passwd"), 'pins["2026-05-14"].sources[0].from is'],
    ["a header of two lines", from('x", "etag": "a\\r\\nb'), 'pins["2026-05-14"].sources[0].etag is'],
    ["a generator of two lines", (text: string) => text.replace("@7.13.0", "\\n"), 'pins["2026-05-14"].generator is'],
    ["no sources", (text: string) => text.replace('"sources"', '"other"'), 'pins["2026-05-14"].sources is'],
    ["a source that is none", (text: string) => text.replace(/"sources": \[/, "$& 5,"), ".sources[0] is"],
    ["a count that is none", (text: string) => text.replace('"operations": 6', '"operations": "6"'), ".operations is"],
  ])("with %s is refused by each command", async (_name, change, message) => {
    const { root, run: runHere } = workspace("copy");
    const file = join(root, "openapi/spec.lock.json");
    writeFileSync(file, change(readFileSync(file, "utf8")));
    const before = snapshot(root);
    for (const command of [
      ["spec:generate"],
      ["spec:check"],
      ["spec:pull", "--from", "x"],
      ["spec:use", "2026-05-14"],
    ]) {
      expect((await runHere(...command)).errors).toEqual([expect.stringContaining(message)]);
    }
    expect(snapshot(root)).toEqual(before);
  });
});

test("a command that fails ends with exit code 1 and one line, in a process too", async () => {
  const { root } = workspace();
  await expect(spawnCommand(root, ["spec:pull", "--from", "nowhere"])).rejects.toMatchObject({
    code: 1,
    stdout: "",
    stderr: "spec:pull: --from nowhere: no such file or folder\n",
  });
});
