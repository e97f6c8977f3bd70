import { describe, expect, it } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../../scripts/sandbox/sandbox.ts";
import { write } from "../../support/documents.ts";
import { closeAfterTest } from "../../support/sandbox-client.ts";
import { workspace } from "../../support/workspace.ts";
import { thingsSpec } from "./things-spec.ts";

interface Things {
  readonly sandbox: Sandbox;
  readonly send: (operation: string, init?: RequestInit) => Promise<Response>;
}

async function startThings(options: SandboxOptions = {}): Promise<Things> {
  const { root, run } = workspace();
  expect(
    await run("spec:pull", "--from", write(root, "spec.json", JSON.stringify(thingsSpec)), "--pin", "things"),
  ).toMatchObject({
    errors: [],
  });
  const sandbox = closeAfterTest(await startSandbox({ root, ...options }));
  return {
    sandbox,
    send: (operation, init) => {
      const [method = "", path = ""] = operation.split(" ");
      const headers = { authorization: `Bearer ${sandbox.apiKey}`, ...(init?.headers as Record<string, string>) };
      return fetch(`${sandbox.url}${path}`, { ...init, method, headers });
    },
  };
}

async function messageOf(response: Response): Promise<unknown> {
  return { status: response.status, ...((await response.json()) as object) };
}

describe("an operation that keeps no records", () => {
  it("answers with the same sample each time, and it fits patterns, formats and undeclared properties", async () => {
    const { sandbox, send } = await startThings();
    expect(sandbox).toMatchObject({ pin: "things", operations: expect.arrayContaining(["GET /things/{id}"]) });
    const first = await send("GET /things/a");
    const thing = await first.json();
    expect(first.status).toBe(200);
    expect(thing).toMatchObject({ kind: "small", never_declared: expect.anything() });
    expect(thing).toMatchObject({ thing_id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/) });
    expect(thing).toMatchObject({ page: expect.stringMatching(/^https:\/\/\S+$/) });
    expect(await (await send("GET /things/b")).json()).toEqual(thing);
  });

  it("tells a path with a verb from the one without, and answers 204 without a body", async () => {
    const { send } = await startThings();
    const cancelled = await send("POST /things/a:cancel");
    expect([cancelled.status, await cancelled.text()]).toEqual([204, ""]);
    expect((await send("GET /things/a:cancel")).status).toBe(200);
    expect((await send("POST /things/a")).status).toBe(405);
  });
});

describe("a list", () => {
  it.each([
    ["starting_after", "has its pages forwards", 1],
    ["ending_before", "has its pages backwards", -1],
  ])("by %s %s, and ends", async (cursor, _name, direction) => {
    const { send } = await startThings();
    const seen: string[] = [];
    const sizes: number[] = [];
    let query = direction === 1 ? "" : "&ending_before=";
    if (direction === -1) {
      const all = (await (await send("GET /things?limit=100")).json()) as { data: { thing_id: string }[] };
      query = `&ending_before=${all.data.at(-1)?.thing_id}`;
    }
    for (let hasMore = true; hasMore; ) {
      const page = (await (await send(`GET /things?limit=10${query}`)).json()) as {
        data: { thing_id: string }[];
        has_more: boolean;
      };
      const ids = page.data.map(({ thing_id }) => thing_id);
      sizes.push(ids.length);
      if (direction === 1) seen.push(...ids);
      else seen.unshift(...ids);
      hasMore = page.has_more;
      query = `&${cursor}=${direction === 1 ? seen.at(-1) : seen[0]}`;
    }
    expect(sizes).toEqual(direction === 1 ? [10, 10, 5] : [10, 10, 4]);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(seen.toSorted());
  });

  it("refuses a cursor that it has never given, and what it does not declare", async () => {
    const { send } = await startThings();
    expect(await messageOf(await send("GET /things?starting_after=z"))).toMatchObject({
      status: 400,
      message: "query: no item has the cursor z",
    });
    expect(await messageOf(await send("GET /things?limit=many&page=2"))).toMatchObject({
      status: 400,
      message: "query: must NOT have additional properties (page); query.limit: must be integer",
    });
    expect((await send("GET /things?tags=a")).status).toBe(200);
  });
});

describe("a stream", () => {
  const began = 'data: {"type":"began"}\n\n';
  const events = `${began}data: {"type":"ended"}\n\ndata: [DONE]\n\n`;
  const body = { "content-type": "application/json" };

  it.each<[string, RequestInit]>([
    ["accept", { headers: { accept: "text/event-stream" } }],
    ["the body", { headers: body, body: '{"stream":true}' }],
  ])("has an event of each kind, and its end, where %s asks for it", async (_where, init) => {
    const { send } = await startThings();
    const response = await send("POST /things/watch", init);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(await response.text()).toBe(events);
  });

  it("is JSON where nothing asks for events", async () => {
    const { send } = await startThings();
    const response = await send("POST /things/watch", { headers: body, body: '{"stream":false}' });
    expect(await response.json()).toMatchObject({ kind: "small" });
  });

  it("ends with an error event on command, or breaks after some events", async () => {
    const { send } = await startThings();
    const failing = (fault: string): Promise<Response> =>
      send("POST /things/watch", { headers: { accept: "text/event-stream", "x-sandbox-fault": fault } });
    expect(await (await failing("error-event")).text()).toMatch(
      /^data: \{"type":"began"\}\n\nevent: error\ndata: \{"error"/,
    );
    const cut = await failing("cut; after=1");
    const reader = (cut.body as ReadableStream<Uint8Array>).getReader();
    const chunk = await reader.read();
    expect(new TextDecoder().decode(chunk.value)).toBe(began);
    await expect(reader.read()).rejects.toThrow();
  });
});

describe("an upload", () => {
  function form(fields: Readonly<Record<string, string | Blob>>): RequestInit {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return { body };
  }
  const file = new File(["abc"], "a.txt", { type: "text/plain" });

  it("has its fields converted, and its files recorded", async () => {
    const { sandbox, send } = await startThings();
    const response = await send(
      "POST /things/upload",
      form({ file, count: "3", labels: '{"color":"red"}', tags: "x" }),
    );
    expect(response.status).toBe(200);
    expect(sandbox.exchanges[0]?.body).toEqual({
      file: [{ name: "a.txt", type: "text/plain", size: 3 }],
      count: 3,
      labels: { color: "red" },
      tags: ["x"],
    });
  });

  it.each<[string, Readonly<Record<string, string | Blob>>]>([
    ["body: must have required property 'file'", { name: "a" }],
    ['body.file: must match format "binary"', { file: "text" }],
    ["body.name: is a file, and the spec declares none", { file, name: file }],
    ["body.count: must be integer", { file, count: "many" }],
    ["body: must NOT have additional properties (other)", { file, other: "x" }],
  ])("is refused: %s", async (message, fields) => {
    const { send } = await startThings();
    expect(await messageOf(await send("POST /things/upload", form(fields)))).toEqual({ status: 400, message });
  });

  it("is refused as JSON, and when it is cut short", async () => {
    const { send } = await startThings();
    const asJson = await send("POST /things/upload", { headers: { "content-type": "application/json" }, body: "{}" });
    const message = "body: the content-type is application/json and not multipart/form-data";
    expect(await messageOf(asJson)).toEqual({ status: 400, message });
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const cut = await send("POST /things/upload", { headers, body: "--x\r\nnonsense" });
    expect(await messageOf(cut)).toMatchObject({
      status: 400,
      message: expect.stringContaining("body: is not multipart"),
    });
  });
});
