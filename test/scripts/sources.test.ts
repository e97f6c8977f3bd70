import { readFileSync } from "node:fs";
import { join } from "node:path";
import { constants, deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { download } from "../../scripts/source/download.ts";
import { namedUrl, redirectTarget } from "../../scripts/source/host-policy.ts";
import { ReadBudget, type ReadLimits } from "../../scripts/source/read-budget.ts";
import { readSources } from "../../scripts/source/read-sources.ts";
import { documentWith, pageWith, write } from "../support/documents.ts";
import { type Answer, file, redirect, serve } from "../support/file-server.ts";
import { snapshot, workspace } from "../support/workspace.ts";

const spec = stringify(documentWith("get", "/x"));
const page = (path: string): string => pageWith("get", path, documentWith("get", path));

/** The first half of a spec as gzip, ended by a flush: a reader that does not ask for the end takes it for the whole. */
function gzipFlushed(text: string): Uint8Array {
  const header = gzipSync("").subarray(0, 10);
  const half = text.slice(0, text.lastIndexOf("\n", text.length / 2) + 1);
  return Buffer.concat([header, deflateRawSync(half, { finishFlush: constants.Z_SYNC_FLUSH })]);
}

describe("a spec from a URL", () => {
  test.each([
    ["YAML", "/openapi.yaml", spec, {}],
    ["JSON", "/openapi.json", JSON.stringify(documentWith("get", "/x")), { "content-type": "application/json" }],
    ["a gzip file", "/openapi.yaml.gz", gzipSync(spec), { "content-type": "application/gzip" }],
    ["a docs page", "/page.md", page("/x"), { "content-type": "text/markdown" }],
  ])("%s is pinned", async (_name, path, content, headers) => {
    const { url } = await serve({ [path]: file(content, headers as Record<string, string>) });
    const { root, run } = workspace();
    expect(await run("spec:pull", "--from", `${url}${path}`, "--pin", "x")).toMatchObject({ exitCode: 0, errors: [] });
    expect(readFileSync(join(root, "openapi/x/openapi.yaml"), "utf8")).toContain("/x:");
  });

  test("is asked for with what the server called it, and 304 is no change", async () => {
    const validators = { etag: '"v1"', "last-modified": "Thu, 14 May 2026 00:00:00 GMT" };
    const { url, requests } = await serve({
      "/openapi.yaml": (request, response) =>
        request.headers["if-none-match"] === '"v1"'
          ? response.writeHead(304).end()
          : file(spec, validators)(request, response),
    });
    const { root, run } = workspace();
    const from = ["--from", `${url}/openapi.yaml`];
    await run("spec:pull", ...from, "--pin", "x");
    const before = snapshot(root);
    const again = await run("spec:pull", ...from);
    expect(again.printed.at(-1)).toBe(`no change: ${url}/openapi.yaml has not been modified`);
    expect(requests[1]?.headers).toMatchObject({
      "if-none-match": '"v1"',
      "if-modified-since": validators["last-modified"],
    });
    expect(snapshot(root)).toEqual(before);

    // Another scope, or another overlay, makes another pin of the same file.
    expect((await run("spec:pull", ...from, "--scope", "tags=Things")).printed.at(-1)).toMatch(/^pinned /);
    write(root, "openapi/overlay.yaml", 'overlay: 1.0.0\nactions: [{target: "$.info", update: {title: Mended}}]\n');
    expect((await run("spec:pull", ...from)).printed.at(-1)).toMatch(/^pinned /);
  });
});

describe("an index", () => {
  test("on the web gives the pages that have a fence, and leaves the guides", async () => {
    const index =
      '# Docs\n- [A](/a.md): one\n- [Guide](guide.md)\n- [B](b.md#top "two")\n- [A again](/a.md)\n- [x](x.html)\n';
    const { url, requests } = await serve({
      "/docs/llms.txt": file(index, { "content-type": "text/plain" }),
      "/a.md": file(page("/a")),
      "/docs/b.md": file(page("/b")),
      "/docs/guide.md": file("# A guide"),
    });
    const { root, run } = workspace();
    expect(await run("spec:pull", "--from", `${url}/docs/llms.txt`, "--pin", "x")).toMatchObject({ exitCode: 0 });
    expect(Object.keys(snapshot(join(root, "openapi/x"))).sort()).toEqual(["openapi.yaml", "pages/a.md", "pages/b.md"]);
    expect(requests).toHaveLength(4);
  });

  test("is read in linear time, whatever it holds: a pattern would take hours for this one", async () => {
    const { root, run } = workspace();
    write(root, "docs/index.md", `${"](a".repeat(100_000)}\n- [A]( <a.md#x> "title" )\n`);
    expect((await run("spec:pull", "--from", "docs/index.md", "--pin", "x")).errors).toEqual([
      expect.stringContaining("a.md"),
    ]);
  });

  test("on disk does the same", async () => {
    const { root, run } = workspace();
    write(root, "docs/index.md", "- [A](a.md)\n- [B](sub/a.md)\n");
    write(root, "docs/a.md", page("/a"));
    write(root, "docs/sub/a.md", page("/b"));
    expect(await run("spec:pull", "--from", "docs/index.md", "--pin", "x")).toMatchObject({ exitCode: 0, errors: [] });
    expect(Object.keys(snapshot(join(root, "openapi/x/pages")))).toEqual(["a-2.md", "a.md"]);
  });

  test.each([
    ["that vanished", 404, "the server answered 404"],
    [
      "that is not modified, though nobody knows it",
      304,
      "the server answered 304 (not modified), but the file was not",
    ],
  ])("with a page %s is refused, and the pages behind it are not asked for", async (_name, status, message) => {
    const names = ["gone", ...Array.from({ length: 50 }, (_, number) => `page-${number}`)];
    const { url, requests } = await serve({
      ...Object.fromEntries(names.map((name) => [`/${name}.md`, file(page(`/${name}`))])),
      "/llms.txt": file(names.map((name) => `- [x](/${name}.md)\n`).join(""), { "content-type": "text/plain" }),
      "/gone.md": (_request, response) => response.writeHead(status).end(),
    });
    const { errors } = await workspace().run("spec:pull", "--from", `${url}/llms.txt`);
    expect(errors).toEqual([expect.stringContaining(`${url}/gone.md: ${message}`)]);
    expect(requests.length).toBeLessThan(names.length);
  });

  test("says which pages have no fence, and which have lost theirs", async () => {
    let b = page("/b");
    const { url } = await serve({
      "/llms.txt": file("- [A](/a.md)\n- [B](/b.md)\n- [C](/c.md)\n- [D](/d.md)\n", { "content-type": "text/plain" }),
      "/a.md": file(page("/a")),
      "/b.md": (request, response) => file(b)(request, response),
      "/c.md": file("# A guide"),
      "/d.md": file("# Another"),
    });
    const { run } = workspace();
    const pull = ["spec:pull", "--from", `${url}/llms.txt`, "--accept"];
    expect((await run(...pull)).printed[0]).toBe(
      `skipped   ${url}/llms.txt: pages without an OpenAPI fence: c.md, d.md`,
    );
    b = "# B\n";
    expect((await run(...pull)).printed[0]).toBe(
      `skipped   ${url}/b.md: no OpenAPI fence any more: its operation is lost to this pull`,
    );
  });

  test.each([
    ["http://[.md", "which is not a URL"],
    ["http://me:secret@[HOST]/a.md", "links to [HOST] with credentials: refused"],
  ])("that links to %s is refused", async (link, message) => {
    const { url } = await serve({
      "/llms.txt": (request, response) =>
        file(`- [A](${link.replace("[HOST]", String(request.headers.host))})\n`)(request, response),
    });
    const { errors } = await workspace().run("spec:pull", "--from", `${url}/llms.txt`);
    expect(errors).toEqual([expect.stringContaining(message.replace("[HOST]", url.slice("http://".length)))]);
    expect(errors[0]).not.toContain("secret");
  });

  test("that links to a host which is not allowed is refused before a page is fetched", async () => {
    const { url, requests } = await serve({
      "/llms.txt": file("- [A](https://example.com/a.md)\n", { "content-type": "text/plain" }),
    });
    const { errors } = await workspace().run("spec:pull", "--from", `${url}/llms.txt`);
    expect(errors[0]).toContain("links to example.com: not in allowedHosts of openapi/config.yaml");
    expect(requests).toHaveLength(1);
  });
});

describe("the sources of the configuration", () => {
  test("are tried in order, and what is skipped is said", async () => {
    const { url } = await serve({ "/second.yaml": file(spec) });
    const { root, run } = workspace();
    write(
      root,
      "openapi/config.yaml",
      `channel: stable\nchannels: {stable: ["${url}/first.yaml", "${url}/second.yaml"]}\n`,
    );
    const { printed } = await run("spec:pull", "--pin", "x");
    expect(printed[0]).toBe(`skipped   ${url}/first.yaml: the server answered 404`);
    expect(printed.at(-1)).toMatch(/^pinned x/);
    expect(readFileSync(join(root, "openapi/spec.lock.json"), "utf8")).toContain('"channel": "stable"');
  });

  test("that all fail are all named", async () => {
    const { url } = await serve({});
    const { root, run } = workspace();
    write(root, "openapi/config.yaml", `channels: {stable: ["${url}/a.yaml", "${url}/b.yaml"]}\n`);
    expect((await run("spec:pull")).errors).toEqual([
      `spec:pull: no source of the channel "stable" can be read: ${url}/a.yaml: the server answered 404; ${url}/b.yaml: the server answered 404`,
    ]);
  });

  test.each([
    ["unknown: 1\n", 'unknown key "unknown"'],
    ["channels: []\n", "channels: expected a list of sources per channel"],
    ["channels: {stable: [1]}\n", "channels.stable: expected a list of strings"],
    ["scope: 7\n", "scope: expected a string"],
    ["a: [\n", "openapi/config.yaml:2: not valid YAML"],
  ])("%j is refused", async (config, message) => {
    const { root, run } = workspace();
    write(root, "openapi/config.yaml", config);
    expect((await run("spec:pull")).errors[0]).toContain(message);
  });
});

describe("a server that is broken or hostile", () => {
  const cutAtFlush = gzipFlushed(spec);
  const half = spec.slice(0, spec.lastIndexOf("\n", spec.length / 2));
  test.each([
    ["500 with a spec", (_request, response) => response.writeHead(500).end(spec), "the server answered 500"],
    ["a web page", file("<html></html>", { "content-type": "text/html" }), "answered with a web page (text/html)"],
    [
      "less than it announced",
      (_request, response) => {
        response.writeHead(200, { "content-length": String(spec.length) });
        response.write(half, () => response.destroy());
      },
      "the connection broke off",
    ],
    ["no reply", (request) => request.socket.destroy(), "no reply (UND_ERR_SOCKET)"],
    ["more than 16 MiB", file(Buffer.alloc(17 * 1024 * 1024)), "larger than 16 MiB"],
    [
      "a gzip bomb",
      file(gzipSync(Buffer.alloc(17 * 1024 * 1024)), { "content-type": "application/gzip" }),
      "larger than 16 MiB",
    ],
    ["a gzip file that is cut where it could be read", file(cutAtFlush), "the gzip data is damaged or cut short"],
    [
      "a compressed reply that is cut where it could be read",
      file(cutAtFlush, { "content-encoding": "gzip" }),
      "the server compressed its reply (gzip) unasked",
    ],
    [
      "a reply without a length",
      (_request, response) => response.socket?.end(`HTTP/1.0 200 OK\r\ncontent-type: application/yaml\r\n\r\n${half}`),
      "does not say where its reply ends",
    ],
    [
      "not modified, to a first pull",
      (_request, response) => response.writeHead(304).end(),
      "the server answered 304 (not modified), but the file was not known",
    ],
    [
      "a redirect with a password",
      redirect("http://me:secret@127.0.0.1/x"),
      "redirects to 127.0.0.1: not in allowedHosts",
    ],
    [
      "a redirect with a password to itself",
      (request, response) => redirect(`http://me:secret@${request.headers.host}/x`)(request, response),
      "with credentials: refused",
    ],
    ["a redirect to another host", redirect("https://example.com/x"), "redirects to example.com: not in allowedHosts"],
    [
      "a redirect to a private address",
      redirect("http://169.254.169.254/latest"),
      "redirects to 169.254.169.254: not in allowedHosts",
    ],
    ["a redirect to nowhere", redirect("http://["), "a redirect without a valid location"],
    ["a redirect to itself", redirect("/openapi.yaml"), "more than 3 redirects"],
  ] as const satisfies readonly (readonly [string, Parameters<typeof serve>[0][string], string])[])(
    "%s",
    async (_name, answer, message) => {
      const { url } = await serve({ "/openapi.yaml": answer });
      const { root, run } = workspace("copy");
      const before = snapshot(root);
      const { exitCode, errors } = await run("spec:pull", "--from", `${url}/openapi.yaml`);
      expect({ exitCode, error: errors[0] }).toEqual({ exitCode: 1, error: expect.stringContaining(message) });
      expect(errors[0]).not.toContain("secret");
      expect(snapshot(root)).toEqual(before);
    },
  );

  test.each([
    ["drips", (_request: unknown, response: { write: (text: string) => void }) => void response.write("openapi")],
    ["never answers", () => {}],
  ])("one that %s is left at the deadline", async (_name, answer) => {
    const { url } = await serve({ "/": answer as Parameters<typeof serve>[0][string] });
    const target = new URL(`${url}/`);
    const policy = { allowedHosts: [], named: target };
    await expect(download(target, { policy, budget: new ReadBudget(), timeoutMs: 100 })).rejects.toThrow(
      `${url}/: not complete after 0.1 s`,
    );
  });
});

describe("the bounds of a whole pull", () => {
  const index = file("- [A](/a.md)\n- [B](/b.md)\n- [C](/c.md)\n", { "content-type": "text/plain" });
  const read = (url: string, root: string, limits: ReadLimits) =>
    readSources({
      ...{ folders: { root }, sources: [url], channel: undefined, allowedHosts: [], limits },
      ...{ known: () => undefined, onSkipped: () => {} },
    });

  test("end one whose pages are too large together, on the web and on disk", async () => {
    const answers = { "/a.md": file(page("/a")), "/b.md": file(page("/b")), "/c.md": file(page("/c")) };
    const { url } = await serve({ "/llms.txt": index, ...answers });
    const { root } = workspace();
    for (const name of ["a", "b", "c"]) write(root, `pages/${name}.md`, page(`/${name}`));
    for (const source of [`${url}/llms.txt`, "pages"]) {
      const enough = await read(source, root, { maxBytes: 3 * page("/a").length + 100 });
      expect(enough.files).toHaveLength(3);
      await expect(read(source, root, { maxBytes: 2 * page("/a").length + 10 })).rejects.toThrow(
        /\.md: with it this pull has more than .* MiB: name a source with fewer pages/,
      );
    }
  });

  test("count what a file holds once it is unpacked", async () => {
    const { root } = workspace();
    write(root, "pages/a.md", gzipSync("a".repeat(100_000)));
    await expect(read("pages", root, { maxBytes: 50_000 })).rejects.toThrow("pages/a.md: with it this pull has more");
  });

  test("end one whose pages take too long together, and no page is asked for after that", async () => {
    const { url, requests } = await serve({
      "/llms.txt": index,
      "/a.md": () => {},
      "/b.md": () => {},
      "/c.md": () => {},
    });
    const { root } = workspace();
    await expect(read(`${url}/llms.txt`, root, { timeoutMs: 300 })).rejects.toThrow(
      /\.md: this pull is not complete after 0.3 s: name a source with fewer or faster pages/,
    );
    expect(requests).toHaveLength(4);
  });
});

describe("the hosts", () => {
  test.each([
    ["http://docs.orq.ai/openapi.json", "only https is fetched"],
    ["ftp://docs.orq.ai/openapi.json", "only https is fetched, not ftp"],
    ["https://user:secret@docs.orq.ai/", "must not hold credentials"],
    ["https://10.0.0.1/openapi.yaml", "a private address"],
    ["https://[fd00::1]/openapi.yaml", "a private address"],
    ["https://[::ffff:10.0.0.1]/openapi.yaml", "a private address"],
    ["https://0xa000001/openapi.yaml", "a private address"],
    ["https://100.64.0.1/openapi.yaml", "a private address"],
    ["https://[64:ff9b::a00:1]/openapi.yaml", "a private address"],
    ["https://0.0.0.0/openapi.yaml", "a private address"],
    ["http://127.0.0.1.nip.io/openapi.yaml", "only https is fetched"],
    ["https://user:secret@[/?token=secret", "the source https://… is not a valid URL"],
  ])("%s is refused", (url, message) => {
    expect(() => namedUrl(url, [])).toThrow(message);
    expect(() => namedUrl(url, [])).not.toThrow("secret");
  });

  test("plain http and private addresses are for hosts that the configuration names", () => {
    expect(namedUrl("http://specs.internal/openapi.yaml", ["http://specs.internal"]).host).toBe("specs.internal");
    expect(namedUrl("https://10.0.0.1/openapi.yaml", ["10.0.0.1"]).host).toBe("10.0.0.1");
  });

  test("a redirect may lead to an allowed host, and never from https to http", () => {
    const policy = {
      allowedHosts: ["raw.githubusercontent.com", "http://docs.orq.ai"],
      named: new URL("https://docs.orq.ai"),
    };
    const from = new URL("https://docs.orq.ai/a");
    expect(redirectTarget(from, "https://raw.githubusercontent.com/b", policy).pathname).toBe("/b");
    expect(() => redirectTarget(from, "http://docs.orq.ai/b", policy)).toThrow("redirects from https to http");
  });
});

test("a token in a URL's query is neither locked nor shown", async () => {
  const { url } = await serve({ "/ok.yaml?token=secret": file(spec) });
  const { root, run } = workspace();
  const { printed } = await run("spec:pull", "--from", `${url}/ok.yaml?token=secret`, "--pin", "x");
  expect(printed.join("\n")).not.toContain("secret");
  expect(readFileSync(join(root, "openapi/spec.lock.json"), "utf8")).toContain(`"from": "${url}/ok.yaml"`);
  const failed = await run("spec:pull", "--from", `${url}/gone.yaml?token=secret`);
  expect(failed.errors).toEqual([`spec:pull: ${url}/gone.yaml: the server answered 404`]);
});

test("what a server called a file is not sent for a file with another query", async () => {
  const answer: Answer = (request, response) =>
    request.headers["if-none-match"] === undefined
      ? file(spec.replace("title: Test", `title: ${request.url}`), { etag: '"v1"' })(request, response)
      : response.writeHead(304).end();
  const { url } = await serve({ "/x": answer, "/x?channel=stable": answer, "/x?channel=beta": answer });
  const { root, run } = workspace();
  for (const query of ["?channel=stable", "?channel=beta", "", "?channel=stable"]) {
    await run("spec:pull", "--from", `${url}/x${query}`, "--pin", `x${query.slice(9)}`);
    const pinned = readFileSync(join(root, `openapi/x${query.slice(9)}/openapi.yaml`), "utf8");
    expect(pinned).toContain(`title: /x${query}\n`);
  }
  expect((await run("spec:pull", "--from", `${url}/x`)).printed.at(-1)).toMatch(/^no change: .* has not been modified/);
});

test("a device is no source", async () => {
  const { errors } = await workspace().run("spec:pull", "--from", "/dev/zero");
  expect(errors[0]).toContain("zero: neither a file nor a folder");
});
