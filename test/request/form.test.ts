import fc from "fast-check";
import { ConfigError, ValidationError } from "orq-client";
import { describe, expect, test } from "vitest";
import { ok, reply, thing } from "../support/acts.ts";
import { by, roads, startThings } from "../support/plain-call.ts";
import { failureOf } from "../support/raw-client.ts";
import type { RawRequest } from "../support/raw-server.ts";

const upload = "POST /v2/upload";
const multipart = { headers: { "content-type": "multipart/form-data" } };

/** The parts of a form as they were sent: the head of each without its disposition, and its content. */
function partsOf(request: RawRequest | undefined): [head: string, content: string][] {
  const boundary = request?.headers["content-type"]?.replace("multipart/form-data; boundary=", "--");
  const parts = request?.body.split(`${boundary}`) ?? [];
  expect(parts.at(-1)).toBe("--\r\n");
  return parts.slice(1, -1).map((part) => {
    const [head = "", ...content] = part.split("\r\n\r\n");
    return [head.replace("\r\nContent-Disposition: form-data; ", ""), content.join("\r\n\r\n").slice(0, -2)];
  });
}

describe.each(roads)("a form, by %s", (road) => {
  async function sent(body: object): Promise<[head: string, content: string][]> {
    const { server, things } = await startThings([ok]);
    await by(road, things, upload, { body, ...multipart });
    return partsOf(server.requests[0]);
  }

  test("an object is JSON with its type, and not a file", async () => {
    const body = { retry: { count: 3 }, fallbacks: [{ model: "a" }, { model: "b" }], matrix: [[1, 2]] };
    expect(await sent(body)).toEqual([
      ['name="retry"\r\nContent-Type: application/json', '{"count":3}'],
      ['name="fallbacks"\r\nContent-Type: application/json', '{"model":"a"}'],
      ['name="fallbacks"\r\nContent-Type: application/json', '{"model":"b"}'],
      ['name="matrix"\r\nContent-Type: application/json', "[1,2]"],
    ]);
  });

  test("everything else is text as it is, and a list repeats its name", async () => {
    const body = { n: 2, diarize: false, prompt: 'a "b"\nc\r\n\r\nd é', tags: ["x", "", 0], at: new Date(0) };
    expect(await sent(body)).toEqual([
      ['name="n"', "2"],
      ['name="diarize"', "false"],
      ['name="prompt"', 'a "b"\nc\r\n\r\nd é'],
      ['name="tags"', "x"],
      ['name="tags"', ""],
      ['name="tags"', "0"],
      ['name="at"', "1970-01-01T00:00:00.000Z"],
    ]);
  });

  test("what is null or undefined is left out, in a list too", async () => {
    const file = new File(["content"], "a.txt");
    const { server, things } = await startThings([ok]);
    await by(road, things, upload, {
      body: { file, size: null, none: undefined, tags: [null, "x", undefined], list: [] },
    });
    expect(partsOf(server.requests[0]).slice(1)).toEqual([['name="tags"', "x"]]);
    expect(await sent({ size: null })).toEqual([]);
  });

  test("a file keeps its name and type, and one without is a blob of bytes", async () => {
    const body = {
      file: new File(["one"], 'ü "1"\r\n.mp3', { type: "audio/mpeg" }),
      files: [new Blob(["two"]), new Blob(["three"], { type: "text/plain" })],
    };
    expect(await sent(body)).toEqual([
      ['name="file"; filename="ü %221%22%0D%0A.mp3"\r\nContent-Type: audio/mpeg', "one"],
      ['name="files"; filename="blob"\r\nContent-Type: application/octet-stream', "two"],
      ['name="files"; filename="blob"\r\nContent-Type: text/plain', "three"],
    ]);
  });

  test("a name cannot begin another part", async () => {
    expect(await sent({ 'a"\r\nX: 1\r\n\r\nb': "c" })).toEqual([['name="a%22%0D%0AX: 1%0D%0A%0D%0Ab"', "c"]]);
  });

  test("what it cannot hold is refused, with where it is", async () => {
    const { server, things } = await startThings([ok]);
    const body = { meta: [{ a: 1 }, { b: [Number.NaN] }] };
    const error = await failureOf(by(road, things, upload, { body, ...multipart }));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({ pointer: "/meta/1/b/0" });
    expect(server.requests).toHaveLength(0);
  });

  test("it is sent again as it was", async () => {
    const { server, things } = await startThings([reply(503, { "retry-after": "0" }), ok]);
    await by(road, things, upload, { body: { file: new File(["content"], "a.txt"), purpose: "x" } });
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]?.body).toBe(server.requests[0]?.body);
    expect(partsOf(server.requests[1]).map(([, content]) => content)).toEqual(["content", "x"]);
  });
});

test("an object without a file is a form, where the call says so", async () => {
  const { server, things } = await startThings([ok]);
  await things.call(upload, { body: { purpose: "x" }, contentType: "multipart/form-data" });
  expect(partsOf(server.requests[0])).toEqual([['name="purpose"', "x"]]);
});

test("the type of a call wins over that of its headers", async () => {
  const { server, things } = await startThings([ok]);
  const headers = { "Content-Type": "application/json" };
  await things.call(upload, { body: { purpose: "x" }, contentType: "multipart/form-data", headers });
  expect(partsOf(server.requests[0])).toHaveLength(1);
});

test.each(["text/plain\r\nx: 1", 1])("the type %j is refused", async (contentType) => {
  const { server, things } = await startThings([ok]);
  const init = { body: { purpose: "x" }, contentType };
  const error = await failureOf(things.call(upload, init as never));
  expect(error).toBeInstanceOf(ConfigError);
  expect(error.message).toContain("contentType");
  expect(server.requests).toHaveLength(0);
});

test("a form reads back as it was written (property)", async () => {
  let read = new FormData();
  const { things } = await startThings([], {
    fetch: async (_url, { body, headers }) => {
      read = await new Response(body, { headers: headers as Record<string, string> }).formData();
      return Response.json(thing);
    },
  });
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom("\r", "\n", '"', "-", ";"), fc.string({ unit: "grapheme" })),
  });
  const file = fc
    .record({ bytes: fc.uint8Array(), name: text.filter(readsBack), type: fc.constantFrom("audio/mpeg", "image/png") })
    .map(({ bytes, name, type }) => new File([bytes as Uint8Array<ArrayBuffer>], name, { type }));
  // Who reads text drops a byte order mark.
  const value = fc.oneof(
    text.filter((each) => !each.startsWith("\ufeff")),
    file,
    fc.integer().map(String),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text.filter(readsBack), fc.array(value, { minLength: 1 }))), async (pairs) => {
      const fields = Object.fromEntries(pairs);
      await things.call(upload, { body: fields, contentType: "multipart/form-data" });
      expect(await plain([...read])).toEqual(
        await plain(Object.entries(fields).flatMap(([name, values]) => values.map((each) => [name, each] as const))),
      );
    }),
  );
});

/** An escape in a name is not itself escaped, by browsers neither. */
function readsBack(name: string): boolean {
  return !/%(22|0a|0d)/i.test(name) && name !== "__proto__";
}

function plain(entries: readonly (readonly [string, File | string])[]): Promise<unknown[]> {
  return Promise.all(
    entries.map(async ([name, value]) => {
      if (typeof value === "string") return [name, value];
      return [name, value.name, value.type, Buffer.from(await value.arrayBuffer()).toString("hex")];
    }),
  );
}
