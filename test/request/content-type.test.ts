import { ValidationError } from "orq-client";
import { describe, expect, test } from "vitest";
import { ok } from "../support/acts.ts";
import { by, roads, startThings } from "../support/plain-call.ts";
import { failureOf } from "../support/raw-client.ts";
import type { RawRequest } from "../support/raw-server.ts";

const form = { "content-type": "application/x-www-form-urlencoded" };
const multipart = { "content-type": "multipart/form-data" };

/** The fields of a multipart body, by the boundary that its header names. */
function parts({ headers, body }: RawRequest): Record<string, string[]> {
  const boundary = /^multipart\/form-data; *boundary="?([^";]+)"?$/.exec(headers["content-type"] ?? "")?.[1];
  expect(boundary).toBeDefined();
  const fields: Record<string, string[]> = {};
  for (const part of body.split(`--${boundary}`).slice(1, -1)) {
    const [head = "", ...content] = part.split("\r\n\r\n");
    const name = / name="([^"]*)"/.exec(head)?.[1] ?? "";
    fields[name] = [...(fields[name] ?? []), content.join("\r\n\r\n").replace(/\r\n$/, "")];
  }
  return fields;
}

describe.each(roads)("the content type decides how a body is encoded, by %s", (road) => {
  async function requestOf(operation: string, body: unknown, headers: object = {}): Promise<RawRequest> {
    const { server, things } = await startThings([ok]);
    await by(road, things, operation, { body, headers });
    const [request] = server.requests;
    if (request === undefined) throw new Error("no request came");
    return request;
  }

  async function refusalOf(operation: string, body: unknown, headers: object): Promise<unknown> {
    const { server, things } = await startThings([ok]);
    const error = await failureOf(by(road, things, operation, { body, headers }));
    const { pointer } = error as ValidationError;
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(`the body at ${pointer} is `);
    expect(server.requests).toHaveLength(0);
    return pointer;
  }

  test.each(["content-type", "Content-Type"])("a form, by %s", async (name) => {
    const body = { grant: "a b&c=d", scope: ["x", "y"], none: undefined, count: 2, flag: false };
    const request = await requestOf("POST /v2/form", body, { [name]: form["content-type"] });
    expect(request.headers["content-type"]).toMatch(/^application\/x-www-form-urlencoded\b/);
    expect([...new URLSearchParams(request.body)]).toEqual([
      ["grant", "a b&c=d"],
      ["scope", "x"],
      ["scope", "y"],
      ["count", "2"],
      ["flag", "false"],
    ]);
  });

  test("a form with a parameter of its type", async () => {
    const type = "application/x-www-form-urlencoded; charset=utf-8";
    const request = await requestOf("POST /v2/form", { grant: "é" }, { "content-type": type });
    expect(new URLSearchParams(request.body).get("grant")).toBe("é");
  });

  test("URLSearchParams are a form, whoever says so", async () => {
    for (const headers of [{}, form]) {
      const request = await requestOf("POST /v2/form", new URLSearchParams({ grant: "a b" }), headers);
      expect(request.headers["content-type"]).toMatch(/^application\/x-www-form-urlencoded\b/);
      expect(request.body).toBe("grant=a+b");
    }
  });

  test("a form with what a form cannot hold is refused, with where it is", async () => {
    expect(await refusalOf("POST /v2/form", { grant: Number.NaN }, form)).toBe("/grant");
    expect(await refusalOf("POST /v2/form", { scope: ["a", () => 1] }, form)).toMatch(/^\/scope/);
  });

  test("multipart, of an object without a file", async () => {
    const body = { purpose: "x", tags: ["a", "b"], meta: { a: 1 }, none: undefined };
    const request = await requestOf("POST /v2/upload", body, multipart);
    expect(parts(request)).toEqual({ purpose: ["x"], tags: ["a", "b"], meta: ['{"a":1}'] });
  });

  test("multipart, of an object with a file, whether the type is said or not", async () => {
    for (const headers of [{}, multipart]) {
      const body = { file: new File(["content"], "a.txt", { type: "text/plain" }), purpose: "x" };
      const request = await requestOf("POST /v2/upload", body, headers);
      expect(parts(request)).toEqual({ file: ["content"], purpose: ["x"] });
      expect(request.body).toContain('filename="a.txt"');
    }
  });

  test("multipart, of a FormData", async () => {
    for (const headers of [{}, multipart]) {
      const body = new FormData();
      body.append("purpose", "x");
      expect(parts(await requestOf("POST /v2/upload", body, headers))).toEqual({ purpose: ["x"] });
    }
  });

  test("multipart with what it cannot hold is refused, with where it is", async () => {
    expect(await refusalOf("POST /v2/upload", { purpose: Number.NaN }, multipart)).toBe("/purpose");
    expect(await refusalOf("POST /v2/upload", { meta: { a: [1n] } }, multipart)).toBe("/meta/a/0");
  });

  test("JSON, where no type is said", async () => {
    const request = await requestOf("POST /v2/things", { name: "é" });
    expect(request.headers["content-type"]).toBe("application/json");
    expect(request.body).toBe('{"name":"é"}');
  });

  test.each([
    "application/merge-patch+json",
    "application/json-patch+json",
    "application/vnd.api+json; version=1",
    "application/json; charset=utf-8",
    "APPLICATION/JSON",
  ])("JSON of the type %s", async (type) => {
    const request = await requestOf("POST /v2/things", { name: "a" }, { "content-type": type });
    expect(request.headers["content-type"]).toBe(type);
    expect(request.body).toBe('{"name":"a"}');
  });

  test("JSON, of a text", async () => {
    const request = await requestOf("POST /v2/things", "a text");
    expect(request.headers["content-type"]).toBe("application/json");
    expect(request.body).toBe('"a text"');
  });

  test("a text of another type is sent as it is", async () => {
    const request = await requestOf("POST /v2/things", "a,b", { "content-type": "text/csv" });
    expect([request.headers["content-type"], request.body]).toEqual(["text/csv", "a,b"]);
  });

  test.each([
    ["bytes", new Uint8Array([104, 105])],
    ["a buffer", new Uint8Array([104, 105]).buffer],
    ["a view of a buffer", new DataView(new Uint8Array([104, 105]).buffer)],
    ["a Blob without a type", new Blob(["hi"])],
  ])("%s: bytes, of the type that is said", async (_name, body) => {
    const plain = await requestOf("POST /v2/upload", body);
    expect([plain.headers["content-type"], plain.body]).toEqual(["application/octet-stream", "hi"]);
    const png = await requestOf("POST /v2/upload", body, { "content-type": "image/png" });
    expect([png.headers["content-type"], png.body]).toEqual(["image/png", "hi"]);
  });

  test("a Blob and a file keep their own type, where no other is said", async () => {
    for (const body of [new Blob(["hi"], { type: "audio/mpeg" }), new File(["hi"], "a", { type: "audio/mpeg" })]) {
      const own = await requestOf("POST /v2/upload", body);
      expect([own.headers["content-type"], own.body]).toEqual(["audio/mpeg", "hi"]);
      const said = await requestOf("POST /v2/upload", body, { "content-type": "audio/wav" });
      expect(said.headers["content-type"]).toBe("audio/wav");
    }
  });

  test("without a body there is no type", async () => {
    const request = await requestOf("GET /v2/things", undefined);
    expect(request.headers).not.toHaveProperty("content-type");
    expect(request.body).toBe("");
  });
});
