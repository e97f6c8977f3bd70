import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { installPeers } from "../peers.ts";
import { ourName, type Row, rowOf } from "../row.ts";

const dist = fileURLToPath(new URL("../../../dist/index.js", import.meta.url));
const url = "https://api.orq.ai/v2/identities/user_12345";
const rawFetch = "raw fetch";

/** A program that updates one identity, through each client. */
const programs: Readonly<Record<string, string>> = {
  [ourName]: `import { Orq } from ${JSON.stringify(dist)};
    const orq = new Orq({ apiKey: "key", allowBrowser: true });
    console.log(await orq.identities.update("user_12345", { display_name: "Jane" }));`,
  [rawFetch]: `const headers = { authorization: "Bearer key", "content-type": "application/json" };
    const response = await fetch("${url}", { method: "PATCH", headers, body: JSON.stringify({ display_name: "Jane" }) });
    if (!response.ok) throw new Error(String(response.status));
    console.log(await response.json());`,
  "openapi-fetch": `import createClient from "openapi-fetch";
    const client = createClient({ baseUrl: "https://api.orq.ai", headers: { authorization: "Bearer key" } });
    const params = { path: { id: "user_12345" } };
    const { data, error } = await client.PATCH("/v2/identities/{id}", { params, body: { display_name: "Jane" } });
    if (error) throw error;
    console.log(data);`,
  ky: `import ky from "ky";
    const client = ky.create({ headers: { authorization: "Bearer key" } });
    console.log(await client.patch("${url}", { json: { display_name: "Jane" } }).json());`,
  openai: `import OpenAI from "openai";
    const client = new OpenAI({ apiKey: "key", baseURL: "https://api.orq.ai", dangerouslyAllowBrowser: true });
    console.log(await client.patch("/v2/identities/user_12345", { body: { display_name: "Jane" } }));`,
  "@orq-ai/node": `import { Orq } from "@orq-ai/node";
    const orq = new Orq({ apiKey: "key" });
    console.log(await orq.identities.update({ id: "user_12345", updateIdentityRequest: { displayName: "Jane" } }));`,
};

/** What a program that updates one identity weighs in a browser. */
export async function measureBundle(): Promise<Row[]> {
  installPeers();
  const bytes: Record<string, [number]> = {};
  const gzipped: Record<string, [number]> = {};
  for (const [name, contents] of Object.entries(programs)) {
    const code = await bundled(contents);
    bytes[name] = [code.byteLength];
    gzipped[name] = [gzipSync(code).byteLength];
  }
  const described = { what: "the bundle of a program that updates one identity", unit: "bytes", limit: rawFetch };
  return [
    rowOf({ ...described, row: "bundle", samples: bytes, goals: [{ most: 36_000 }] }),
    rowOf({ ...described, row: "bundle, gzip", samples: gzipped, goals: [{ most: 13_000 }] }),
  ];
}

async function bundled(contents: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    // Peers are found from the folder above.
    stdin: { contents, resolveDir: fileURLToPath(new URL("..", import.meta.url)) },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    write: false,
    logLevel: "error",
  });
  const [file] = outputFiles;
  if (!file) throw new Error("esbuild wrote no file");
  return file.contents;
}
